import type { JsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import { nothingLeft } from '../model/nothing-left';
import type { ScaledObjectModel } from './scaler-model';

/** KEDA's autoscaler of a number of pods: it makes a HorizontalPodAutoscaler, and takes the last pod away itself. */
export function emitScaledObject(model: ScaledObjectModel): Manifest {
  const { kind, workload, name, origin: _, target, minReplicaCount, maxReplicaCount, triggers, ...optional } = model;
  const { pollingInterval, cooldownPeriod, fallback, behavior, autoscalerName, takesOver, ...rest } = optional;
  nothingLeft(rest);
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: workload.namespace,
      ...(takesOver ? { annotations: { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' } } : {}),
    },
    spec: {
      scaleTargetRef: target,
      minReplicaCount,
      maxReplicaCount,
      ...(pollingInterval === undefined ? {} : { pollingInterval }),
      ...(cooldownPeriod === undefined ? {} : { cooldownPeriod }),
      ...(fallback === undefined ? {} : { fallback }),
      ...advanced(autoscalerName, behavior),
      triggers,
    },
  };
}

function advanced(name: string | undefined, behavior: JsonObject | undefined): JsonObject {
  if (name === undefined && behavior === undefined) return {};
  const config = { ...(name === undefined ? {} : { name }), ...(behavior === undefined ? {} : { behavior }) };
  return { advanced: { horizontalPodAutoscalerConfig: config } };
}

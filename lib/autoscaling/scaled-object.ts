import type { Manifest } from '../manifest/objects/manifest';
import { nothingLeft } from '../model/nothing-left';
import type { ScaledObjectModel } from './scaler-model';

/** KEDA's autoscaler of a number of pods: it makes a HorizontalPodAutoscaler, and takes the last pod away itself. */
export function emitScaledObject(model: ScaledObjectModel): Manifest {
  const { kind, workload, name, origin: _, target, minReplicaCount, maxReplicaCount, triggers, ...optional } = model;
  const { pollingInterval, cooldownPeriod, initialCooldownPeriod, idleReplicaCount, fallback, ...others } = optional;
  const { envSourceContainerName, behavior, autoscalerName, takesOver, ...last } = others;
  const { scalingModifiers, restoreToOriginalReplicaCount, ...rest } = last;
  nothingLeft(rest);
  const autoscaler = {
    ...(autoscalerName === undefined ? {} : { name: autoscalerName }),
    ...(behavior === undefined ? {} : { behavior }),
  };
  const advanced = {
    ...(Object.keys(autoscaler).length === 0 ? {} : { horizontalPodAutoscalerConfig: autoscaler }),
    ...(restoreToOriginalReplicaCount === undefined ? {} : { restoreToOriginalReplicaCount }),
    ...(scalingModifiers === undefined ? {} : { scalingModifiers }),
  };
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: workload.namespace,
      ...(takesOver ? { annotations: { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' } } : {}),
    },
    spec: {
      scaleTargetRef: { ...target, ...(envSourceContainerName === undefined ? {} : { envSourceContainerName }) },
      ...(idleReplicaCount === undefined ? {} : { idleReplicaCount }),
      minReplicaCount,
      maxReplicaCount,
      ...(pollingInterval === undefined ? {} : { pollingInterval }),
      ...(cooldownPeriod === undefined ? {} : { cooldownPeriod }),
      ...(initialCooldownPeriod === undefined ? {} : { initialCooldownPeriod }),
      ...(fallback === undefined ? {} : { fallback }),
      ...(Object.keys(advanced).length === 0 ? {} : { advanced }),
      triggers,
    },
  };
}

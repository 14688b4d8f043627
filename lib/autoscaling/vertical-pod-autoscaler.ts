import type { Manifest } from '../manifest/objects/manifest';
import { nothingLeft } from '../model/nothing-left';
import type { VerticalModel } from './scaler-model';

/** The autoscaler of requests. */
export function emitVerticalPodAutoscaler(model: VerticalModel): Manifest {
  const { kind, workload, name, origin: _, target, updateMode, minReplicas, ...optional } = model;
  const { evictionRequirements, evictAfterOOMSeconds, recommender, startupBoost, containerPolicies, ...rest } =
    optional;
  nothingLeft(rest);
  return {
    apiVersion: 'autoscaling.k8s.io/v1',
    kind,
    metadata: { name, namespace: workload.namespace },
    spec: {
      targetRef: target,
      updatePolicy: {
        updateMode,
        ...(minReplicas === undefined ? {} : { minReplicas }),
        ...(evictionRequirements === undefined ? {} : { evictionRequirements }),
        ...(evictAfterOOMSeconds === undefined ? {} : { evictAfterOOMSeconds }),
      },
      ...(recommender === undefined ? {} : { recommenders: [{ name: recommender }] }),
      ...(startupBoost === undefined ? {} : { startupBoost }),
      ...(containerPolicies.length === 0 ? {} : { resourcePolicy: { containerPolicies } }),
    },
  };
}

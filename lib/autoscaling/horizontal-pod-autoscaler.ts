import type { Manifest } from '../manifest/objects/manifest';
import { nothingLeft } from '../model/nothing-left';
import type { HorizontalModel } from './scaler-model';

/** Kubernetes' own autoscaler of a number of pods. */
export function emitHorizontalPodAutoscaler(model: HorizontalModel): Manifest {
  const { kind, workload, name, origin: _, target, minReplicas, maxReplicas, metrics, behavior, ...rest } = model;
  nothingLeft(rest);
  return {
    apiVersion: 'autoscaling/v2',
    kind,
    metadata: { name, namespace: workload.namespace },
    spec: {
      scaleTargetRef: target,
      minReplicas,
      maxReplicas,
      metrics,
      ...(behavior === undefined ? {} : { behavior }),
    },
  };
}

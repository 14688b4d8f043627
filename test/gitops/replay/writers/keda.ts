import { merged, type Writer } from '../writer';

/** Puts a finalizer and a label on its ScaledObject, and lets the autoscaler that it makes write `replicas`. */
export const keda: Writer = {
  name: 'KEDA',
  write: (live, tree) => {
    if (live.kind === 'ScaledObject')
      return merged(live, {
        metadata: {
          finalizers: ['finalizer.keda.sh'],
          labels: { 'scaledobject.keda.sh/name': live.metadata.name ?? '' },
        },
      });
    const isTarget = tree.some(
      ({ kind, spec }) =>
        kind === 'ScaledObject' &&
        (spec as { scaleTargetRef: { name: string } }).scaleTargetRef.name === live.metadata.name,
    );
    return live.kind === 'Deployment' && isTarget ? merged(live, { spec: { replicas: 0 } }) : undefined;
  },
};

import { merged, type Writer } from '../writer';

/** Writes `replicas` of its target, by the scale subresource. */
export const horizontalPodAutoscaler: Writer = {
  name: 'HorizontalPodAutoscaler',
  write: (live, tree) => {
    const isTarget = tree.some(
      ({ kind, spec }) =>
        kind === 'HorizontalPodAutoscaler' &&
        (spec as { scaleTargetRef: { name: string } }).scaleTargetRef.name === live.metadata.name,
    );
    return live.kind === 'Deployment' && isTarget ? merged(live, { spec: { replicas: 7 } }) : undefined;
  },
};

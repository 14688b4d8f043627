import { merged, type Writer } from '../writer';

/** Scales the target of a Canary down to nothing once its copy has taken over; autoscaled targets have no declared replicas. */
export const flagger: Writer = {
  name: 'Flagger',
  write: (live, tree) =>
    live.kind === 'Deployment' && tree.some(({ kind }) => kind === 'HorizontalPodAutoscaler')
      ? merged(live, { spec: { replicas: 0 } })
      : undefined,
};

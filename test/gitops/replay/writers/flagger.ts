import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { merged, type Writer } from '../writer';

/** Scales the target of a Canary down to nothing once its copy has taken over: one that an autoscaler scales declares no replicas. */
export const flagger: Writer = {
  name: 'Flagger',
  write: (live, tree) => {
    const scaled = horizontalPodAutoscaler.write(live, tree);
    return scaled === undefined ? undefined : merged(scaled, { spec: { replicas: 0 } });
  },
};

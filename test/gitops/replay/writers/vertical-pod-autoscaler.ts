import { merged, type Writer } from '../writer';

/** Writes its recommendation into its own status, and changes Pods, which are in no tree. */
export const verticalPodAutoscaler: Writer = {
  name: 'VerticalPodAutoscaler',
  write: (live) =>
    live.kind === 'VerticalPodAutoscaler'
      ? merged(live, { status: { recommendation: { containerRecommendations: [] } } })
      : undefined,
};

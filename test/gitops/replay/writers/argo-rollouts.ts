import { merged, type Writer } from '../writer';

/**
 * Sends the Services of a Rollout to one ReplicaSet, by a key more in their selectors, and says that they are its own. The weights
 * of a route that it shifts are not replayed here.
 */
export const argoRollouts: Writer = {
  name: 'Argo Rollouts',
  write: (live) =>
    live.kind === 'Service'
      ? merged(live, {
          metadata: { annotations: { 'argo-rollouts.argoproj.io/managed-by-rollouts': 'cart' } },
          spec: { selector: { 'rollouts-pod-template-hash': '7d9f' } },
        })
      : undefined,
};

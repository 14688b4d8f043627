import type { Check } from '../check';
import { clusterReachability } from '../cluster-reachability';

/** A policy of the whole cluster, or of Cilium, is one that can be enforced, and no other has its priority. */
export const validClusterPolicy: Check = {
  id: 'valid-cluster-policy',
  severity: 'error',
  profile: 'baseline',
  why: 'A malformed policy is refused, or a part of it is ignored; of two policies with one priority either may be asked first.',
  kinds: [
    'cilium.io/CiliumClusterwideNetworkPolicy',
    'cilium.io/CiliumNetworkPolicy',
    'policy.networking.k8s.io/AdminNetworkPolicy',
    'policy.networking.k8s.io/BaselineAdminNetworkPolicy',
    'policy.networking.k8s.io/ClusterNetworkPolicy',
  ],
  run: function* (visited, context) {
    for (const { object, path, message, fix } of clusterReachability(context).problems) {
      if (object.manifest === visited.manifest) yield { path, message, fix };
    }
  },
};

import type { NetworkFacts } from '../fleet/network-facts';
import type { ReachabilityOptions } from '../reach/questions/reachability-options';
import { tolerantReachability, type Reachability } from '../reach/questions/reachability';
import type { CheckContext } from './check';

/** What the policies of the judged tree let through, with all that is known of the network of its cluster. */
export function clusterReachability({ manifests, cluster: { network } }: CheckContext): Reachability {
  let options = knownOptions.get(network);
  if (options === undefined) knownOptions.set(network, (options = { network }));
  return tolerantReachability(manifests, options);
}

/** The same facts are the same question. */
const knownOptions = new WeakMap<NetworkFacts, ReachabilityOptions>();

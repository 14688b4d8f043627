import { tolerantReachability, type Reachability } from '../reach/questions/reachability';
import type { CheckContext } from './check';

/** What the policies of the judged tree let through, with all that is known of the network of its cluster. */
export function clusterReachability({ manifests, cluster: { network } }: CheckContext): Reachability {
  return tolerantReachability(manifests, { network });
}

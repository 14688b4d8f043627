import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { LinkerdFacts } from '../../fleet/linkerd';

/** Name of the backend in messages. */
export const backend = 'linkerd';

/** What is known of the cluster's Linkerd. Only called for clusters that run it. */
export function linkerdFacts({ name, mesh }: ClusterFacts): LinkerdFacts {
  if (mesh?.product === 'linkerd') return mesh;
  throw new Error(`cluster ${name} does not run Linkerd`);
}

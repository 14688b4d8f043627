import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { ConsulFacts } from '../../fleet/consul';

/** What is known of the cluster's Consul. Only called for clusters that run it. */
export function consulFacts({ name, mesh }: ClusterFacts): ConsulFacts {
  if (mesh?.product === 'consul') return mesh;
  throw new Error(`cluster ${name} does not run Consul`);
}

import type { ClusterFacts } from '../../fleet/cluster-facts';

/** The namespace of Istio's control plane, whose policies hold for the whole mesh: Istio's own default where nobody said. */
export function rootNamespaceOf({ mesh }: ClusterFacts): string {
  return mesh?.product === 'istio' ? mesh.rootNamespace : 'istio-system';
}

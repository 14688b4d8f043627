import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { IstioFacts } from '../../fleet/istio';

/** What is known of the cluster's Istio. Only called for clusters that run it. */
export function istioFacts({ name, mesh }: ClusterFacts): IstioFacts {
  if (mesh?.product === 'istio') return mesh;
  throw new Error(`cluster ${name} does not run Istio`);
}

/** The name under which a Service is known in the mesh, from everywhere. */
export function serviceHost(
  { dnsDomain }: ClusterFacts,
  service: { readonly service: string; readonly namespace: string },
): string {
  return `${service.service}.${service.namespace}.svc.${dnsDomain}`;
}

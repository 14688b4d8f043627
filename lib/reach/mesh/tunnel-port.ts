import type { MeshLayer } from './mesh-layer';

/** A client's way into the mesh: a workload by its position, or something that the manifests do not contain. */
export type ClientPosition = number | 'elsewhere';

/**
 * The port to which packets go in place of the workload's, between two pods of a mesh: what network policies see.
 * Undefined where they see the workload's own.
 *
 * Istio ambient: 15008 (https://istio.io/latest/docs/ambient/usage/networkpolicy). Linkerd: 4143
 * (https://linkerd.io/2/common-errors/network-policy). Consul: 20000, the public listener of the proxy.
 */
export function tunnelPort(mesh: MeshLayer, client: ClientPosition, server: number): number | undefined {
  const target = mesh.enrolment(server);
  const source = client === 'elsewhere' ? target : mesh.enrolment(client);
  if (target === undefined || source?.product !== target.product) return undefined;
  switch (target.product) {
    case 'istio':
      return source.mode === 'ambient' || target.mode === 'ambient' ? 15008 : undefined;
    case 'linkerd':
      return 4143;
    case 'consul':
      return 20000;
  }
}

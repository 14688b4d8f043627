import type { ClusterFacts } from '../fleet/cluster-facts';
import type { ListedMeshBackend } from './backend';
import { consulBackend } from './consul/consul-backend';
import { gatewayApi } from './gateway-api/gateway-api-backend';
import { istioAmbient } from './istio/ambient/ambient-backend';
import { istioSidecar } from './istio/sidecar-backend';
import { linkerdBackend } from './linkerd/linkerd-backend';

/** Every mesh that the library can compile for, sorted by name. */
export const meshBackends: readonly ListedMeshBackend[] = [
  consulBackend,
  gatewayApi,
  istioAmbient,
  istioSidecar,
  linkerdBackend,
];

/** The backend of a cluster; undefined where it runs neither a mesh nor a Gateway API. */
export function backendFor(cluster: ClusterFacts): ListedMeshBackend | undefined {
  return meshBackends.find(({ serves }) => serves(cluster));
}

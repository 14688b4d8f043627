import type { ClusterFacts } from '../fleet/cluster-facts';
import type { ListedMeshBackend } from './backend';
import { consulBackend } from './consul/consul-backend';
import { gatewayApiBackend } from './gateway-api/gateway-api-backend';
import { istioAmbientBackend } from './istio/ambient/ambient-backend';
import { istioSidecarBackend } from './istio/sidecar-backend';
import { linkerdBackend } from './linkerd/linkerd-backend';

/**
 * Every mesh that the library can compile for, sorted by name.
 *
 * A file `<product>-backend.ts` is evaluated when `load` first asks for it (see `esbuild.config.mjs`).
 */
export const meshBackends: readonly ListedMeshBackend[] = [
  {
    name: 'consul',
    serves: ({ mesh }) => mesh?.product === 'consul',
    load: () => consulBackend,
  },
  {
    name: 'gateway-api',
    serves: ({ mesh, gatewayApi }) => mesh === undefined && gatewayApi?.gamma === true,
    load: () => gatewayApiBackend,
  },
  {
    name: 'istio-ambient',
    serves: ({ mesh }) => mesh?.product === 'istio' && mesh.mode === 'ambient',
    load: () => istioAmbientBackend,
  },
  {
    name: 'istio-sidecar',
    serves: ({ mesh }) => mesh?.product === 'istio' && mesh.mode === 'sidecar',
    load: () => istioSidecarBackend,
  },
  {
    name: 'linkerd',
    serves: ({ mesh }) => mesh?.product === 'linkerd',
    load: () => linkerdBackend,
  },
];

/** The backend of a cluster; undefined where it runs neither a mesh nor a Gateway API. */
export function backendFor(cluster: ClusterFacts): ListedMeshBackend | undefined {
  return meshBackends.find(({ serves }) => serves(cluster));
}

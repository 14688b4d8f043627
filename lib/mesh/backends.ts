import type { ListedMeshBackend } from './backend';
import { consulBackend } from './consul/consul-backend';
import { gatewayApiBackend } from './gateway-api/gateway-api-backend';
import { istioAmbientBackend } from './istio/ambient/ambient-backend';
import { istioSidecarBackend } from './istio/sidecar-backend';
import { linkerdBackend } from './linkerd/linkerd-backend';

// What users say that a cluster runs, from the root of the package.
export { consul, type CollectorFacts, type ConsulFacts, type ConsulOptions } from '../fleet/consul';
export { istio, type IstioFacts, type IstioOptions } from '../fleet/istio';
export { linkerd, type LinkerdFacts, type LinkerdOptions } from '../fleet/linkerd';

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

import { consul, istio, linkerd, type ClusterProps } from '../../lib';

/** What a cluster of each mesh is declared with. */
export const meshClusters = {
  none: {},
  'istio-sidecar': { mesh: istio({ version: '1.30' }) },
  'istio-ambient': {
    mesh: istio({ mode: 'ambient', version: '1.30' }),
    gatewayApi: { version: '1.5', channel: 'experimental' },
  },
  linkerd: { mesh: linkerd({ version: '2.20' }), gatewayApi: { version: '1.5', channel: 'standard' } },
  consul: { mesh: consul({ version: '2.0' }) },
  'gateway-api': { gatewayApi: { version: '1.5', channel: 'standard', gamma: true } },
} as const satisfies Readonly<Record<string, Partial<ClusterProps>>>;

export type MeshName = keyof typeof meshClusters;

export function isMeshName(name: string): name is MeshName {
  return Object.hasOwn(meshClusters, name);
}

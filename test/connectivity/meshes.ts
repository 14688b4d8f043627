import { consul, istio, linkerd, type MeshFacts, type WebService } from '../../lib';
import type { GatewayApiFacts } from '../../lib/fleet/facts/gateway-api';
import type { ServiceGraph } from './service-graph';

/** A mesh that has a backend. */
export interface ProvenMesh {
  readonly mesh: MeshFacts;
  /** What a graph must be like for the mesh to express it. */
  readonly fit: (graph: ServiceGraph) => ServiceGraph;
  /** What is declared of each service besides, and changes nothing about who may ask it. */
  readonly declareMore?: (service: WebService) => unknown;
}

/** What waypoints, and routes of Linkerd, need of a cluster. */
export const gatewayApi: GatewayApiFacts = { version: '1.5', channel: 'standard' };

/** Every mesh of which it is proved that what is emitted is what was declared. A new one is a line here. */
export const provenMeshes: Readonly<Record<string, ProvenMesh>> = {
  consul: { mesh: consul({ version: '2.0' }), fit: asServices },
  'istio ambient': { mesh: istio({ version: '1.30', mode: 'ambient' }), fit: (graph) => graph },
  'istio ambient with waypoints': {
    mesh: istio({ version: '1.30', mode: 'ambient' }),
    fit: (graph) => graph,
    declareMore: (service) => service.traffic.set({ circuitBreaker: { maxConnections: 100 } }),
  },
  'istio sidecar': { mesh: istio({ version: '1.30' }), fit: (graph) => graph },
  linkerd: { mesh: linkerd({ version: '2.20' }), fit: (graph) => graph },
};

/** Consul authorizes services: one port each, and clients that are known by name. */
function asServices({ services, namespaceEdges, ...graph }: ServiceGraph): ServiceGraph {
  const inUse = new Set(services.map(({ namespace }) => namespace));
  return {
    ...graph,
    services: services.map((service) => ({ ...service, ports: service.ports.slice(0, 1) })),
    namespaceEdges: namespaceEdges.filter(({ from }) => inUse.has(from)),
  };
}

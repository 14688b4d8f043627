import * as fc from 'fast-check';
import { consul, istio, type MeshFacts } from '../../lib';
import type { Layer } from '../../lib/reach/layer';
import { exampleFleet } from '../example-fleet';
import { provedEdges } from './proved-edges';
import { declaredEdges, declareGraph, serviceGraphs, type ServiceGraph } from './service-graph';

interface Mesh {
  readonly mesh: MeshFacts;
  /** What a graph must be like for the mesh to express it. */
  readonly fit: (graph: ServiceGraph) => ServiceGraph;
}

/** Every mesh that has a backend. A new one is a line here. */
const meshes: Readonly<Record<string, Mesh>> = {
  'istio sidecar': { mesh: istio({ version: '1.30' }), fit: (graph) => graph },
  consul: { mesh: consul({ version: '2.0' }), fit: asServices },
};

describe.each(Object.entries(meshes))('%s', (_, { mesh, fit }) => {
  test.each<Layer>(['mesh', 'both'])('what the emitted policies allow is what was declared (%s)', (layer) => {
    fc.assert(
      fc.property(serviceGraphs.map(fit), (graph) => {
        const { manifests, findings } = exampleFleet((cluster) => declareGraph(cluster, graph), { mesh }).render(
          'test',
        );
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        const dns = / -> kube-system\/dns : /;
        const between = (edges: readonly string[]) => edges.filter((edge) => !dns.test(edge));
        expect(between(provedEdges(manifests, { layer, mesh }))).toEqual(between(declaredEdges(graph)));
      }),
      { numRuns: Number(process.env.GRAPHS ?? 150), seed: 21 },
    );
  });
});

/** Consul authorizes services: one port each, and clients that are known by name. */
function asServices({ services, namespaceEdges, ...graph }: ServiceGraph): ServiceGraph {
  const inUse = new Set(services.map(({ namespace }) => namespace));
  return {
    ...graph,
    services: services.map((service) => ({ ...service, ports: service.ports.slice(0, 1) })),
    namespaceEdges: namespaceEdges.filter(({ from }) => inUse.has(from)),
  };
}

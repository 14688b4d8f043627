import * as fc from 'fast-check';
import { istio, type MeshFacts } from '../../lib';
import type { Layer } from '../../lib/reach/layer';
import { exampleFleet } from '../example-fleet';
import { provedEdges } from './proved-edges';
import { declaredEdges, declareGraph, serviceGraphs } from './service-graph';

/** Every mesh that has a backend, with the ports of its proxies that every pod serves. A new one is a line here. */
const meshes: readonly (readonly [string, MeshFacts, readonly number[]])[] = [
  ['istio sidecar', istio({ version: '1.30' }), [15020, 15021, 15090]],
];

describe.each(meshes)('%s', (_, mesh, proxyPorts) => {
  test.each<Layer>(['mesh', 'both'])('what the emitted policies allow is what was declared (%s)', (layer) => {
    fc.assert(
      fc.property(serviceGraphs, (graph) => {
        const { manifests } = exampleFleet((cluster) => declareGraph(cluster, graph), { mesh }).render('test');
        const infrastructure = new RegExp(` -> kube-system/dns : | TCP (${proxyPorts.join('|')})$`);
        const between = (edges: readonly string[]) => edges.filter((edge) => !infrastructure.test(edge));
        expect(between(provedEdges(manifests, { layer, mesh }))).toEqual(between(declaredEdges(graph)));
      }),
      { numRuns: Number(process.env.GRAPHS ?? 150), seed: 21 },
    );
  });
});

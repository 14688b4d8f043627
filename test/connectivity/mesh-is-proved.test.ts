import * as fc from 'fast-check';
import type { Layer } from '../../lib';
import { exampleFleet } from '../example-fleet';
import { gatewayApi, provenMeshes } from './meshes';
import { provedEdges } from './proved-edges';
import { declaredEdges, declareGraph, serviceGraphs } from './service-graph';

describe.each(Object.entries(provenMeshes))('%s', (_, { mesh, fit, declareMore }) => {
  test.each<Layer>(['mesh', 'both'])('what the emitted policies allow is what was declared (%s)', (layer) => {
    fc.assert(
      fc.property(serviceGraphs.map(fit), (graph) => {
        const { manifests, findings } = exampleFleet((cluster) => declareGraph(cluster, graph, declareMore), {
          mesh,
          gatewayApi,
        }).render('test');
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        const dns = / -> kube-system\/dns : /;
        const between = (edges: readonly string[]) => edges.filter((edge) => !dns.test(edge));
        expect(between(provedEdges(manifests, { layer, mesh }))).toEqual(between(declaredEdges(graph)));
      }),
      { numRuns: Number(process.env.GRAPHS ?? 150), seed: 21 },
    );
  });
});

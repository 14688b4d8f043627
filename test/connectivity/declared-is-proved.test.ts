import * as fc from 'fast-check';
import { exampleFleet } from '../example-fleet';
import { provedEdges } from './proved-edges';
import { declaredEdges, declareGraph, serviceGraphs } from './service-graph';

test('what the emitted policies allow is what was declared, no edge more and none less', () => {
  fc.assert(
    fc.property(serviceGraphs, (graph) => {
      const { manifests } = exampleFleet((cluster) => declareGraph(cluster, graph)).render('test');
      expect(provedEdges(manifests)).toEqual(declaredEdges(graph));
    }),
    { numRuns: Number(process.env.GRAPHS ?? 500), seed: 20 },
  );
});

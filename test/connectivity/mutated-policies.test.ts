import * as fc from 'fast-check';
import type { JsonObject } from '../../lib/manifest/objects/json';
import { isJsonArray, isJsonObject, type JsonValue } from '../../lib/manifest/objects/json';
import type { LocatedManifest } from '../../lib/manifest/objects/manifest';
import { exampleFleet } from '../example-fleet';
import { provedEdges } from './proved-edges';
import { declaredEdges, declareGraph, serviceGraphs, type ServiceGraph } from './service-graph';

test('a mutation of the emitted policies is noticed in at least 99 of 100 cases', () => {
  let mutated = 0;
  let noticed = 0;
  fc.assert(
    fc.property(serviceGraphs.map(withoutOverlap), fc.nat(), (graph, seed) => {
      const { manifests } = exampleFleet((cluster) => declareGraph(cluster, graph)).render('test');
      const changed = mutateOne(manifests, seed);
      if (changed === undefined) return;
      mutated += 1;
      if (provedEdges(changed).join() !== declaredEdges(graph).join()) noticed += 1;
    }),
    { numRuns: Number(process.env.GRAPHS ?? 300), seed: 7 },
  );
  expect(mutated).toBeGreaterThan(200);
  expect(noticed / mutated).toBeGreaterThanOrEqual(0.99);
});

/** Without rules that another rule makes superfluous, or that only pods of one workload among themselves can feel. */
function withoutOverlap({ services, edges }: ServiceGraph): ServiceGraph {
  return { services, edges: edges.filter(({ from, to }) => from !== to), namespaceEdges: [] };
}

/** The tree with one thing dropped or renamed in one workload's policy; undefined where no policy has a rule to change. */
function mutateOne(manifests: readonly LocatedManifest[], seed: number): LocatedManifest[] | undefined {
  const candidates = manifests.flatMap((entry, index) =>
    mutationsOf(entry.manifest.spec).map((spec) => ({ index, spec })),
  );
  if (candidates.length === 0) return undefined;
  const chosen = candidates[seed % candidates.length];
  return manifests.map((entry, index) =>
    index === chosen?.index ? { ...entry, manifest: { ...entry.manifest, spec: chosen.spec } } : entry,
  );
}

/** Each way to break a policy between workloads: a rule, port, peer, namespace or direction less, or a label that nobody has. */
function mutationsOf(spec: JsonValue | undefined): JsonObject[] {
  if (!isJsonObject(spec) || !isJsonArray(spec.policyTypes)) return [];
  const { policyTypes } = spec;
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const rules = spec[direction];
    if (!isJsonArray(rules)) return [];
    const end = direction === 'ingress' ? 'from' : 'to';
    const { [direction]: _, ...withoutDirection } = spec;
    return [
      withoutDirection,
      { ...spec, policyTypes: policyTypes.filter((type) => type !== (direction === 'ingress' ? 'Ingress' : 'Egress')) },
      ...rules.flatMap((rule, at) =>
        mutationsOfRule(rule, end).map((changed) => ({
          ...spec,
          [direction]: rules.flatMap((other, index) => (index === at ? changed : [other])),
        })),
      ),
    ];
  });
}

function mutationsOfRule(rule: JsonValue, end: 'from' | 'to'): JsonValue[][] {
  if (!isJsonObject(rule)) return [];
  const { ports, [end]: peers } = rule;
  if (!isJsonArray(ports) || !isJsonArray(peers)) return [];
  return [
    [],
    ...ports.map((_, at) =>
      ports.length === 1 ? [] : [{ ...rule, ports: ports.filter((__, index) => index !== at) }],
    ),
    ...peers.map((_, at) =>
      peers.length === 1 ? [] : [{ ...rule, [end]: peers.filter((__, index) => index !== at) }],
    ),
    ...peers.flatMap((peer, at) =>
      withoutNamespace(peer).map((own) => [
        { ...rule, [end]: peers.map((other, index) => (index === at ? own : other)) },
      ]),
    ),
    ...peers.map((_, at) => [
      {
        ...rule,
        [end]: peers.map((peer, index) =>
          index === at ? { podSelector: { matchLabels: { nobody: 'has-this' } } } : peer,
        ),
      },
    ]),
  ];
}

/** A peer of another namespace that has become one of the policy's own. */
function withoutNamespace(peer: JsonValue): JsonObject[] {
  if (!isJsonObject(peer) || peer.namespaceSelector === undefined || peer.podSelector === undefined) return [];
  return [{ podSelector: peer.podSelector }];
}

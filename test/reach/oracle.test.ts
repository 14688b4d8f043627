import * as fc from 'fast-check';
import type { JsonValue } from '../../lib/manifest/objects/json';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { protocols } from '../../lib/reach/sets/connection-set';
import { numberOf, packetPasses, type OracleCluster, type OraclePeer, type OraclePod } from './oracle';
import { randomCluster, sampleAddresses, samplePorts } from './random-cluster';
import { adminNetworkPolicy, baselineAdminNetworkPolicy, namespace, reach } from './tree';

const numRuns = Number(process.env.REACH_ORACLE_RUNS ?? 300);

interface End {
  /** How the engine is asked for it. */
  readonly name: string;
  /** What the oracle is given. */
  readonly peer: OraclePeer;
}

test(`agrees with a naive evaluator about every packet, on ${numRuns} random clusters`, () => {
  fc.assert(
    fc.property(randomCluster, (cluster) => {
      expect(disagreements(cluster)).toEqual([]);
    }),
    { numRuns },
  );
});

test('lists exactly the connections that it confirms one by one', () => {
  fc.assert(
    fc.property(randomCluster, (cluster) => {
      const reachability = reach(...manifestsOf(cluster));
      const listed = reachability
        .connections()
        .flatMap(({ from, to, ports }) =>
          'name' in from && 'name' in to ? [`${from.name} ${to.name} ${ports.toString()}`] : [],
        );
      const names = reachability.workloads.map((workload) => ({
        ...workload,
        path: `${workload.namespace}/${workload.name}`,
      }));
      const confirmed = names.flatMap((from) =>
        names.flatMap((to) => {
          const { allowed } = reachability.between(from.path, to.path);
          return from === to || allowed.isEmpty ? [] : [`${from.name} ${to.name} ${allowed.toString()}`];
        }),
      );
      expect(listed).toEqual(confirmed);
    }),
    { numRuns: Math.ceil(numRuns / 3) },
  );
});

test('names rules on both sides for whatever passes, and a rule or a policy for whatever does not', () => {
  fc.assert(
    fc.property(randomCluster, (cluster) => {
      const reachability = reach(...manifestsOf(cluster));
      const [first, second] = reachability.workloads.map((workload) => `${workload.namespace}/${workload.name}`);
      const answer = reachability.between(first ?? '', second ?? '');
      expect(answer.allowingRules().length > 0).toBe(!answer.allowed.isEmpty);
      expect(answer.denyingRules().length > 0).toBe(!answer.allowed.isAll);
    }),
    { numRuns: Math.ceil(numRuns / 3) },
  );
});

/** Every sampled packet about which engine and oracle differ. */
function disagreements(cluster: OracleCluster): readonly string[] {
  const reachability = reach(...manifestsOf(cluster));
  const pods = cluster.pods.map((pod): End => ({ name: `${pod.namespace}/${pod.name}`, peer: { pod } }));
  const outside = sampleAddresses.map((name): End => ({ name, peer: { address: numberOf(name) } }));
  return pairs(pods, outside).flatMap(([from, to]) => {
    const { allowed } = reachability.between(from.name, to.name);
    return protocols.flatMap((protocol) =>
      samplePorts
        .filter((port) => {
          const passes = packetPasses(cluster, { from: from.peer, to: to.peer, protocol, port });
          return allowed.includesPort(protocol, port) !== passes;
        })
        .map((port) => `${from.name} → ${to.name}: ${protocol} ${port}, the engine says ${allowed.toString()}`),
    );
  });
}

function pairs(pods: readonly End[], outside: readonly End[]): readonly (readonly [End, End])[] {
  return pods.flatMap((pod) => [
    ...pods.filter((other) => other !== pod).map((other): [End, End] => [pod, other]),
    ...outside.flatMap((address): [End, End][] => [
      [pod, address],
      [address, pod],
    ]),
  ]);
}

function manifestsOf(cluster: OracleCluster): readonly Manifest[] {
  const plain = (value: unknown): Record<string, JsonValue> =>
    JSON.parse(JSON.stringify(value)) as Record<string, JsonValue>;
  return [
    ...Object.entries(cluster.namespaces).map(([name, labels]) => namespace(name, labels)),
    ...cluster.pods.map(podOf),
    ...cluster.networkPolicies.map((policy, i) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `policy-${i}`, namespace: policy.namespace },
      spec: plain(policy.spec),
    })),
    ...cluster.admin.map((spec, i) => adminNetworkPolicy(`admin-${i}`, plain(spec))),
    ...(cluster.baseline === undefined ? [] : [baselineAdminNetworkPolicy(plain(cluster.baseline))]),
  ];
}

function podOf({ name, namespace: of, labels, ports }: OraclePod): Manifest {
  const containers = [{ name: 'main', ports: ports.map((port) => ({ ...port })) }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: of, labels }, spec: { containers } };
}

import * as fc from 'fast-check';
import { cniFacts } from '../../lib/fleet/cni';
import type { JsonValue } from '../../lib/manifest/objects/json';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import type { Reachability } from '../../lib/reach/questions/reachability';
import { protocols } from '../../lib/reach/sets/connection-set';
import { numberOf, packetPasses, worldsOf, type OracleCluster, type OraclePeer, type OraclePod } from './oracle';
import { randomCluster, sampleAddresses, samplePorts } from './random-cluster';
import { adminNetworkPolicy, baselineAdminNetworkPolicy, namespace, reachWith } from './tree';

const numRuns = Number(process.env.REACH_ORACLE_RUNS ?? 300);

interface End {
  /** How the engine is asked for it. */
  readonly name: string;
  /** What the oracle is given. */
  readonly peer: OraclePeer;
}

test(`agrees with a naive evaluator about every packet, whatever is left to who enforces policies, on ${numRuns} random clusters`, () => {
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
      const reachability = reachOf(cluster);
      const listed = reachability
        .connections()
        .flatMap(({ from, to, ports, unproved }) =>
          'name' in from && 'name' in to ? [`${from.name} ${to.name} ${ports.toString()} ${unproved.toString()}`] : [],
        );
      const names = reachability.workloads.map((workload) => ({
        ...workload,
        path: `${workload.namespace}/${workload.name}`,
      }));
      const confirmed = names.flatMap((from) =>
        names.flatMap((to) => {
          const { least, most } = reachability.between(from.path, to.path).bounds;
          const unproved = most.allowed.subtract(least.allowed);
          const line = `${from.name} ${to.name} ${most.allowed.toString()} ${unproved.toString()}`;
          return from === to || most.allowed.isEmpty ? [] : [line];
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
      const reachability = reachOf(cluster);
      const [first, second] = reachability.workloads.map((workload) => `${workload.namespace}/${workload.name}`);
      const answer = reachability.between(first ?? '', second ?? '');
      expect(answer.allowingRules().length > 0).toBe(!answer.allowed.isEmpty);
      expect(answer.denyingRules().length > 0).toBe(!answer.allowed.isAll);
      const { least, most, reasons } = answer.bounds;
      expect(reasons.length > 0 || least.allowed.equals(most.allowed)).toBe(true);
    }),
    { numRuns: Math.ceil(numRuns / 3) },
  );
});

/** Every sampled packet about which engine and oracle differ. */
function disagreements(cluster: OracleCluster): readonly string[] {
  const reachability = reachOf(cluster);
  const pods = cluster.pods.map((pod): End => ({ name: `${pod.namespace}/${pod.name}`, peer: { pod } }));
  const outside = sampleAddresses.map((name): End => ({ name, peer: { address: numberOf(name) } }));
  return pairs(pods, outside).flatMap(([from, to]) => {
    const { allowed, bounds } = reachability.between(from.name, to.name);
    const between = 'pod' in from.peer && 'pod' in to.peer;
    const least = between ? bounds.least.allowed : allowed;
    const most = between ? bounds.most.allowed : allowed;
    // What is left to who enforces policies is about pods.
    const worlds = worldsOf(cluster).slice(0, between ? undefined : 1);
    return protocols.flatMap((protocol) =>
      samplePorts
        .filter((port) =>
          worlds.some((world) => {
            const passes = packetPasses(cluster, world, { from: from.peer, to: to.peer, protocol, port });
            return !(passes ? most : least).includesPort(protocol, port) === passes;
          }),
        )
        .map(
          (port) =>
            `${from.name} → ${to.name}: ${protocol} ${port}, the engine says ${least.toString()} to ${most.toString()}`,
        ),
    );
  });
}

test('leaves nothing in doubt where pods are known by their identity, no block of a cluster-wide policy is near, and no pod is in the network of its node', () => {
  fc.assert(
    fc.property(randomCluster, (cluster) => {
      const peers = [...cluster.admin, ...(cluster.baseline === undefined ? [] : [cluster.baseline])].flatMap((each) =>
        each.egress.flatMap(({ to = [] }) => to),
      );
      fc.pre(peers.every(({ networks }) => networks === undefined));
      const pods = cluster.pods.map((pod) => ({ ...pod, hostNetwork: false }));
      const reachability = reachOf({ ...cluster, pods, plugin: 'by identity' });
      const unproved = reachability.connections().filter((each) => !each.unproved.isEmpty);
      expect(unproved).toEqual([]);
    }),
    { numRuns: Math.ceil(numRuns / 3) },
  );
});

const plugins = { 'by address': cniFacts('kindnet'), 'by identity': cniFacts('gke-dataplane-v2') } as const;

function reachOf(cluster: OracleCluster): Reachability {
  const network = cluster.plugin === 'unknown' ? {} : { cni: plugins[cluster.plugin] };
  return reachWith({ network }, ...manifestsOf(cluster));
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

function podOf({ name, namespace: of, labels, ports, hostNetwork }: OraclePod): Manifest {
  const containers = [{ name: 'main', ports: ports.map((port) => ({ ...port })) }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: of, labels },
    spec: { containers, hostNetwork },
  };
}

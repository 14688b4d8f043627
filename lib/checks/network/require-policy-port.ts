import type { NetworkFacts, PodsAt, PortFact } from '../../fleet/network-facts';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { allMeshRecords } from '../../products/mesh-records';
import { ConnectionSet } from '../../reach/sets/connection-set';
import { namedPort } from '../../reach/space/named-port';
import type { Direction, Policy, PolicyPort, NetworkPolicyRule } from '../../reach/policies/policy';
import { readPolicy } from '../../reach/policies/read-policies';
import type { ReachabilityModel } from '../../reach/questions/reachability-model';
import type { WorkloadNode } from '../../reach/space/workload-node';
import { workloadName } from '../../reach/space/workload-name';
import type { Check } from '../check';
import { clusterReachability } from '../cluster-reachability';
import type { Problem } from '../finding';
import { policyCheckKinds } from './policy-check-kinds';
import { selectsPodsAt } from './selects-pods-at';

/** A port that a policy opens is one that a container of the destination declares. */
export const requirePolicyPort: Check = {
  id: 'require-policy-port',
  severity: 'warning',
  profile: 'baseline',
  why: 'A rule for a port that nothing listens on opens nothing: policies see the port of the container, not that of the Service.',
  assumptions: [
    'containers that declare ports declare all that they listen on; those of workloads without any are not judged',
    'ports below 15100 and above 15000, 4140 to 4199 and 20000 to 20699 are those of mesh proxies, where the cluster has a mesh',
  ],
  kinds: policyCheckKinds,
  run: function* (object: LocatedManifest, context) {
    const { manifests, cluster } = context;
    const { model } = clusterReachability(context);
    const { network } = cluster;
    const proxies = cluster.mesh === undefined ? ConnectionSet.none : proxyPorts;
    for (const policy of readPolicy(object, manifests).policies) {
      for (const direction of ['ingress', 'egress'] as const) {
        for (const rule of policy.rules[direction]) yield* judge(policy, rule, direction, model, proxies, network);
      }
    }
  },
};

const proxyPorts = ConnectionSet.unionOf(
  allMeshRecords.map(({ reservedPorts: { from, to } }) => ConnectionSet.range('TCP', from, to)),
);

function* judge(
  policy: Policy,
  rule: NetworkPolicyRule,
  direction: Direction,
  model: ReachabilityModel,
  proxies: ConnectionSet,
  network: NetworkFacts,
): Iterable<Problem> {
  if (direction === 'egress') yield* namesAtAddresses(rule);
  const destinations = direction === 'ingress' ? selected(policy, model) : peersOf(rule, model);
  const outside = direction === 'ingress' ? [] : infrastructureOf(rule, model, network);
  // Where these listen, nothing says.
  if (outside.some((ports) => ports === undefined)) return;
  const infrastructure = outside.flatMap((ports) => ports ?? []);
  const speaking = destinations.filter(({ ports }) => ports.length > 0);
  if (speaking.length === 0) return;
  for (const port of rule.ports) {
    if (port.kind === 'number' && !port.connections.intersect(proxies).isEmpty) continue;
    if (speaking.some((workload) => listens(workload, port))) continue;
    if (infrastructure.some((each) => port.kind === 'name' || port.connections.includesPort(each.protocol, each.port)))
      continue;
    const what = port.kind === 'name' ? `"${port.name}"` : port.connections.toString();
    yield {
      path: port.path,
      message: `Not found: ${what}: no container of ${names(speaking)} has it; they have ${portsOf(speaking)}`,
      fix: 'name a port of the containers: policies see it after the translation of the Service',
    };
  }
}

/** A name is looked up in the containers of a destination, and an address has none. */
function* namesAtAddresses({ peers, ports }: NetworkPolicyRule): Iterable<Problem> {
  if (peers.length === 0 || !peers.every(({ kind }) => kind === 'addresses')) return;
  for (const port of ports) {
    if (port.kind !== 'name') continue;
    yield {
      path: port.path,
      message: `Invalid value: "${port.name}": addresses have no ports by name, so that the rule opens nothing`,
      fix: 'write the number of the port',
    };
  }
}

/** The ports of infrastructure that a rule leads to, which may not be in the tree; undefined for one of which none is known. */
function infrastructureOf(
  { peers }: NetworkPolicyRule,
  model: ReachabilityModel,
  { dns, monitoring, ingressControllers }: NetworkFacts,
): readonly (readonly PortFact[] | undefined)[] {
  const known: readonly (PodsAt & { readonly ports?: readonly PortFact[] })[] = [
    dns,
    ...(monitoring === undefined ? [] : [monitoring]),
    ...ingressControllers,
  ];
  const isMeant = (pods: PodsAt) =>
    peers.some(
      (peer) => peer.kind === 'pods' && selectsPodsAt(peer.selection, pods, model.namespaces.get(pods.namespace)),
    );
  return known.filter(isMeant).map(({ ports }) => ports);
}

function selected(policy: Policy, { space, workloads }: ReachabilityModel): readonly WorkloadNode[] {
  return space.index.select(policy.subject).flatMap((i) => workloads[i] ?? []);
}

/** Empty where a peer reaches beyond the workloads of the tree: who listens there is not known. */
function peersOf({ peers }: NetworkPolicyRule, { space, workloads }: ReachabilityModel): readonly WorkloadNode[] {
  const selections = peers.flatMap((peer) => (peer.kind === 'pods' ? [space.index.select(peer.selection)] : []));
  if (selections.length < peers.length || selections.some((positions) => positions.length === 0)) return [];
  return [...new Set(selections.flat())].flatMap((i) => workloads[i] ?? []);
}

function listens(workload: WorkloadNode, port: PolicyPort): boolean {
  if (port.kind === 'name') return !namedPort(workload, port.name, port.protocol).isEmpty;
  return workload.ports.some((each) => port.connections.includesPort(each.protocol, each.port));
}

function names(workloads: readonly WorkloadNode[]): string {
  const shown = workloads.slice(0, 3).map(workloadName).join(', ');
  return workloads.length > 3 ? `${shown} and ${workloads.length - 3} more` : shown;
}

function portsOf(workloads: readonly WorkloadNode[]): string {
  const ports = workloads.flatMap((workload) => workload.ports);
  return ConnectionSet.unionOf(ports.map(({ protocol, port }) => ConnectionSet.port(protocol, port))).toString();
}

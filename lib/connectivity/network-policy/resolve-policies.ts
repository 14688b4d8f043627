import { appendTo } from '../../manifest/objects/append-to';
import type { NetworkFacts } from '../../fleet/network-facts';
import type { Connection, ConnectionPort, Peer } from '../../model/connection';
import type { ClusterModel } from '../../model/cluster-model';
import type { InfrastructureNeed } from '../../model/infrastructure-need';
import type { WorkloadModel } from '../../model/workload-model';
import { ConnectionIndex } from './connection-index';
import type { PolicyModel } from './policy-model';
import { RuleSet } from './rule-set';
import { podsAt, toInfrastructurePeers, toPolicyPeers } from './to-policy-peers';

/** What the network policies of a cluster must allow: one model for each workload of an isolated namespace. */
export function resolvePolicies(model: ClusterModel): PolicyModel[] {
  const connections = new ConnectionIndex(model);
  const needs = needsByWorkload(model.needs());
  return [...model.workloads, ...model.infrastructure()]
    .filter(({ namespace }) => model.namespaces.get(namespace)?.isolated === true)
    .map((workload) => resolvePolicy(model, connections, needs, workload));
}

function resolvePolicy(
  model: ClusterModel,
  connections: ConnectionIndex,
  needs: NeedsByWorkload,
  workload: WorkloadModel,
): PolicyModel {
  const ingress = new RuleSet();
  const egress = new RuleSet();
  for (const connection of connections.to(workload)) {
    for (const peer of toPolicyPeers(model, workload, connection.from, connection)) ingress.add(peer, connection.ports);
  }
  for (const connection of connections.from(workload)) {
    for (const peer of toPolicyPeers(model, workload, connection.to, connection))
      egress.add(peer, egressPorts(model, connection));
  }
  const needed = [...(needs.get(undefined) ?? []), ...(needs.get(workload) ?? [])];
  addInfrastructure(model.cluster.network, workload, ingress, egress);
  if (!needed.some(({ inPlaceOf }) => inPlaceOf === 'metrics')) addScraper(model.cluster.network, workload, ingress);
  for (const need of needed) {
    addNeed(model, connections, workload, need, need.direction === 'ingress' ? ingress : egress);
  }
  return { workload, ingress: ingress.rules(), egress: egress.rules() };
}

/** Needs by the workload that they concern; under undefined, those of all of them. */
type NeedsByWorkload = ReadonlyMap<WorkloadModel | undefined, readonly InfrastructureNeed[]>;

function needsByWorkload(needs: readonly InfrastructureNeed[]): NeedsByWorkload {
  const byWorkload = new Map<WorkloadModel | undefined, InfrastructureNeed[]>();
  for (const need of needs) {
    appendTo(byWorkload, need.workload, need);
  }
  return byWorkload;
}

/** Whoever scrapes metrics, where the workload shows them itself. */
function addScraper({ monitoring }: NetworkFacts, { metrics }: WorkloadModel, ingress: RuleSet): void {
  if (metrics !== undefined && monitoring !== undefined)
    ingress.add(podsAt(monitoring), [{ protocol: 'TCP', port: metrics.port }]);
}

/** What every pod needs, and what needs every pod: DNS, and probes from the nodes. */
function addInfrastructure(
  { dns, nodeCidrs }: NetworkFacts,
  workload: WorkloadModel,
  ingress: RuleSet,
  egress: RuleSet,
): void {
  egress.add(podsAt(dns), dns.ports);
  const { probes } = workload;
  if (probes.length === 0) return;
  // Most plugins let a node reach its own pods; the cluster says so where its plugin does not.
  for (const cidr of nodeCidrs)
    ingress.add(
      { type: 'cidr', cidr, except: [] },
      probes.map(({ port }) => ({ protocol: 'TCP', port })),
    );
}

function addNeed(
  model: ClusterModel,
  connections: ConnectionIndex,
  workload: WorkloadModel,
  { peer, ports, direction }: InfrastructureNeed,
  rules: RuleSet,
): void {
  for (const policyPeer of toInfrastructurePeers(workload, peer)) rules.add(policyPeer, ports);
  if (peer.type !== 'declaredPeers') return;
  const declared = direction === 'ingress' ? connections.to(workload) : connections.from(workload);
  for (const connection of declared) {
    const other = direction === 'ingress' ? connection.from : connection.to;
    if (!mayHaveProxy(model, other)) continue;
    for (const policyPeer of toPolicyPeers(model, workload, other, connection)) rules.add(policyPeer, ports);
  }
}

/** Only pods of the cluster can have a proxy that moves their traffic to a port of its own; the infrastructure's say so. */
function mayHaveProxy({ cluster: { network } }: ClusterModel, peer: Peer): boolean {
  switch (peer.type) {
    case 'workload':
    case 'namespace':
    case 'namespaces':
      return true;
    case 'ingress':
      return network.ingressControllers.some(
        ({ className, mesh }) => className === peer.className && mesh !== undefined,
      );
    case 'platform':
      return peer.pods.mesh !== undefined;
    case 'monitoring':
      return network.monitoring?.mesh !== undefined;
    case 'apiServer':
    case 'cidr':
    case 'dns':
    case 'external':
    case 'remoteWorkload':
      return false;
  }
}

function egressPorts({ cluster }: ClusterModel, { to, ports }: Connection): readonly ConnectionPort[] {
  if (to.type === 'apiServer' && ports.length === 0) return [{ protocol: 'TCP', port: cluster.network.apiServer.port }];
  if (to.type === 'dns' && ports.length === 0) return cluster.network.dns.ports;
  return ports;
}

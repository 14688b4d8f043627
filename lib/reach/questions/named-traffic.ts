import { ConnectionSet } from '../sets/connection-set';
import { letOut, allowedTraffic, type AllowedTraffic } from './allowed-traffic';
import type { ReachabilityModel } from './reachability-model';
import { unknownPeersOf } from './unknown-peers';
import { workloadName } from '../space/workload-name';

/** What the rules of a workload let out to hosts that they know by a name of the DNS; sorted by name. */
export function namedTraffic(
  model: ReachabilityModel,
  workload: number,
): readonly { readonly dnsName: string; readonly traffic: AllowedTraffic }[] {
  const { space, workloads, mesh } = model;
  const node = workloads[workload];
  const of = node === undefined ? '' : workloadName(node);
  const byPolicy = unknownPeersOf(model, workload, 'egress').flatMap(({ peer: { name } }) =>
    name === undefined || name.startsWith('entity:') ? [] : [name],
  );
  const byMesh = mesh?.hostsOf(workload) ?? [];
  return [...new Set([...byPolicy, ...byMesh])].sort().map((dnsName) => {
    const decision = space.decisionByName(space.classes.classOf[workload] ?? -1, 'egress', dnsName);
    const naming = decision.parts.filter(
      ({ verdict, reason }) =>
        verdict === 'Allow' && reason.kind === 'rule' && reason.rule.peers.some(({ kind }) => kind === 'unknown'),
    );
    // What policies let out to every address is listed as such, unless the mesh lets out to names alone.
    const ports = byMesh.length > 0 ? ConnectionSet.all : ConnectionSet.unionOf(naming.map((part) => part.ports));
    const traffic = allowedTraffic(model, [{ direction: 'egress', of, decision }], undefined, ports);
    const outbound = mesh?.outbound(workload, { kind: 'host', name: dnsName }).decision;
    return { dnsName, traffic: letOut(traffic.ports, traffic.sides(), { outbound, by: of }) };
  });
}

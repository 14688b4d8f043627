import { ConnectionSet } from '../sets/connection-set';
import { passageOf, type Passage } from './passage';
import type { ReachabilityModel } from './reachability-model';
import { unknownPeersOf } from './unknown-peers';
import { workloadName } from '../space/workload-name';

/** What the rules of a workload let out to hosts that they know by a name of the DNS; sorted by name. */
export function namedPassages(
  model: ReachabilityModel,
  workload: number,
): readonly { readonly dnsName: string; readonly passage: Passage }[] {
  const { space, workloads } = model;
  const node = workloads[workload];
  const of = node === undefined ? '' : workloadName(node);
  const names = new Set(
    unknownPeersOf(model, workload, 'egress').flatMap(({ peer: { name } }) =>
      name === undefined || name.startsWith('entity:') ? [] : [name],
    ),
  );
  return [...names].sort().map((dnsName) => {
    const decision = space.decisionByName(space.classes.classOf[workload] ?? -1, 'egress', dnsName);
    const naming = decision.parts.filter(
      ({ verdict, reason }) =>
        verdict === 'Allow' && reason.kind === 'rule' && reason.rule.peers.some(({ kind }) => kind === 'unknown'),
    );
    const ports = ConnectionSet.unionOf(naming.map((part) => part.ports));
    return { dnsName, passage: passageOf(model, [{ direction: 'egress', of, decision }], undefined, ports) };
  });
}

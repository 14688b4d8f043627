import { namedPort } from '../space/named-port';
import type { Direction, Policy, NetworkPolicyRule } from '../policies/policy';
import type { ReachabilityModel } from './reachability-model';

/** Ports that policies give by a name which no destination has, so that they allow and deny nothing; with their places. */
export function unmatchedPortNames(model: ReachabilityModel): readonly string[] {
  return model.policies.flatMap((policy) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      policy.rules[direction].flatMap((rule) => {
        if (!rule.ports.some(({ kind }) => kind === 'name')) return [];
        const destinations = destinationsOf(model, policy, rule, direction);
        return rule.ports.flatMap((port) => {
          if (port.kind !== 'name' || destinations.length === 0) return [];
          const found = destinations.some((i) => !namedPort(model.space.pods[i], port.name, port.protocol).isEmpty);
          const protocol = port.protocol === undefined ? '' : ` of ${port.protocol}`;
          return found
            ? []
            : [`${policy.name} ${port.path}: no destination has a port${protocol} named "${port.name}".`];
        });
      }),
    ),
  );
}

/** Positions of the pods of the tree that a rule lets traffic to. */
function destinationsOf(
  { space, workloads }: ReachabilityModel,
  policy: Policy,
  rule: NetworkPolicyRule,
  direction: Direction,
): readonly number[] {
  const ofTree = (pods: readonly number[]): readonly number[] => pods.filter((i) => i < workloads.length);
  if (direction === 'ingress') return ofTree(space.index.select(policy.subject));
  return rule.peers.flatMap((peer) => {
    if (peer.kind === 'everything') return [...workloads.keys()];
    return peer.kind === 'pods' ? ofTree(space.index.select(peer.selection)) : [];
  });
}

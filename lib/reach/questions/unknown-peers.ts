import { NetworkRelation } from '../space/network-relation';
import type { Direction, Policy, PolicyPeer, PolicyRule } from '../policies/policy';
import { PolicySpace } from '../space/policy-space';
import type { ReachabilityModel } from './reachability-model';

/** A peer of a rule that the manifests do not show. */
export interface UnknownPeerOfRule {
  readonly policy: Policy;
  readonly rule: PolicyRule;
  readonly peer: Extract<PolicyPeer, { readonly kind: 'unknown' }>;
}

/** The unknown peers of the rules that a workload is subject to in one direction. */
export function unknownPeersOf(
  { space }: ReachabilityModel,
  workload: number,
  direction: Direction,
): readonly UnknownPeerOfRule[] {
  return space
    .policiesOf(space.classes.classOf[workload] ?? -1)
    .flatMap((policy) =>
      policy.rules[direction].flatMap((rule) =>
        rule.peers.flatMap((peer) => (peer.kind === 'unknown' ? [{ policy, rule, peer }] : [])),
      ),
    );
}

/**
 * The same cluster in an extreme case: the unknown peers of rules that allow (`most`) or deny (`least`) are every
 * address, and those of the other rules are none. What holds in both cases holds whoever they are.
 */
export function withUnknownPeers(model: ReachabilityModel, extreme: 'least' | 'most'): ReachabilityModel {
  const { space, pieces, policies, namespaces } = model;
  const actions = new Set<PolicyRule['action']>([extreme === 'most' ? 'Allow' : 'Deny', 'Pass']);
  const extremeSpace = new PolicySpace(space.pods, pieces, policies, namespaces, actions);
  return { ...model, space: extremeSpace, relation: new NetworkRelation(extremeSpace) };
}

import type { Direction, Policy, PolicyPeer, NetworkPolicyRule } from '../policies/policy';
import type { ReachabilityModel } from './reachability-model';

/** A peer of a rule that the manifests do not show. */
export interface UnknownPeerOfRule {
  readonly policy: Policy;
  readonly rule: NetworkPolicyRule;
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

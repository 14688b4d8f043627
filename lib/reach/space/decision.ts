import { ConnectionSet } from '../sets/connection-set';
import type { Direction, Policy, NetworkPolicyRule } from '../policies/policy';
import { extentOf } from './extent';

/** A rule with the ports that it stands for, against the destination at hand. */
export interface MatchedRule {
  readonly policy: Policy;
  readonly rule: NetworkPolicyRule;
  readonly ports: ConnectionSet;
  /** Why the rule may name the peer or not; left out where it does. */
  readonly doubts?: readonly string[];
}

/** What one end says about one peer: what it lets through, and which rules say so. */
export interface Decision {
  /** What passes where rules that may name the peer or not do not. */
  readonly allowed: ConnectionSet;
  /** What passes in any case. */
  readonly certain: ConnectionSet;
  /** What passes in some case. */
  readonly possible: ConnectionSet;
  /** What these depend on, where they differ. */
  readonly doubts: readonly string[];
  /** The parts of the verdict, each with the rules behind it. Together they cover every port. */
  readonly parts: readonly DecisionPart[];
}

export interface DecisionPart {
  readonly verdict: 'Allow' | 'Deny';
  readonly ports: ConnectionSet;
  readonly reason: Reason;
}

export type Reason =
  | { readonly kind: 'rule'; readonly policy: Policy; readonly rule: NetworkPolicyRule }
  /** Policies isolate the pod, and none of their rules allows these ports. */
  | { readonly kind: 'isolated'; readonly by: readonly Policy[] }
  /** No policy has a say. */
  | { readonly kind: 'default' };

/**
 * Asks the tiers in order: admin rules by priority, where the first match decides and Pass hands over; then the network
 * policies, which end the search where one of them isolates the pod; then baseline rules; what is left is allowed.
 *
 * @param subject every policy that selects the pod, in order of evaluation
 * @param matched their rules that name the peer, or may, in the same order
 * @param pastIsolation why the peer may get past the isolation of the pod, if it may
 */
export function decide(
  direction: Direction,
  subject: readonly Policy[],
  matched: readonly MatchedRule[],
  pastIsolation?: string,
): Decision {
  const parts: DecisionPart[] = [];
  const add = (verdict: 'Allow' | 'Deny', ports: ConnectionSet, reason: Reason): void => {
    if (!ports.isEmpty) parts.push({ verdict, ports, reason });
  };
  const isolating = subject.filter(({ tier, isolates }) => tier === 'network' && isolates[direction]);
  const naming = matched.filter(({ doubts }) => doubts === undefined);
  const left = inOrder(ConnectionSet.all, ofTier(naming, 'admin'), add);
  const afterNetwork = allAtOnce(left, isolating, ofTier(naming, 'network'), add);
  add('Allow', inOrder(afterNetwork, ofTier(naming, 'baseline'), add), { kind: 'default' });
  const allowed = ConnectionSet.unionOf(parts.filter(({ verdict }) => verdict === 'Allow').map(({ ports }) => ports));
  const isCertain = naming.length === matched.length && (pastIsolation === undefined || isolating.length === 0);
  if (isCertain) return { allowed, certain: allowed, possible: allowed, doubts: [], parts };
  return { allowed, parts, ...extentOf(matched, isolating.length > 0, pastIsolation) };
}

type AddPart = (verdict: 'Allow' | 'Deny', ports: ConnectionSet, reason: Reason) => void;

function ofTier(matched: readonly MatchedRule[], tier: Policy['tier']): readonly MatchedRule[] {
  return matched.filter(({ policy }) => policy.tier === tier);
}

/** Returns what no rule decides, or what a rule passes on. */
function inOrder(ports: ConnectionSet, matched: readonly MatchedRule[], add: AddPart): ConnectionSet {
  let undecided = ports;
  let passed = ConnectionSet.none;
  for (const { policy, rule, ports: rulePorts } of matched) {
    const hit = undecided.intersect(rulePorts);
    undecided = undecided.subtract(hit);
    if (rule.action === 'Pass') passed = passed.union(hit);
    else add(rule.action, hit, { kind: 'rule', policy, rule });
  }
  return undecided.union(passed);
}

/** Denials win over permissions, whatever their order; returns what is left where nothing isolates the pod. */
function allAtOnce(
  ports: ConnectionSet,
  isolating: readonly Policy[],
  matched: readonly MatchedRule[],
  add: AddPart,
): ConnectionSet {
  let left = ports;
  for (const { policy, rule, ports: rulePorts } of matched) {
    if (rule.action !== 'Deny') continue;
    add('Deny', left.intersect(rulePorts), { kind: 'rule', policy, rule });
    left = left.subtract(rulePorts);
  }
  const allowing = matched.filter(({ rule }) => rule.action === 'Allow');
  for (const { policy, rule, ports: rulePorts } of allowing) {
    add('Allow', left.intersect(rulePorts), { kind: 'rule', policy, rule });
  }
  const rest = left.subtract(ConnectionSet.unionOf(allowing.map(({ ports: rulePorts }) => rulePorts)));
  if (isolating.length === 0) return rest;
  add('Deny', rest, { kind: 'isolated', by: isolating });
  return ConnectionSet.none;
}

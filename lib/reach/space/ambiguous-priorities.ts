import { ConnectionSet } from '../sets/connection-set';
import type { MatchedRule } from './decision';
import type { Policy, NetworkPolicyRule } from '../policies/policy';
import type { PolicyProblem } from '../policies/policy-problem';
import type { PolicySpace } from './policy-space';

/**
 * Several ClusterNetworkPolicies of a tier may have one priority as long as they agree on every connection. Where two
 * do not, the implementation may ask either first, and no answer would hold.
 */
export function ambiguousPriorities(policies: readonly Policy[], space: PolicySpace): readonly PolicyProblem[] {
  const groups = new Map<string, Policy[]>();
  for (const policy of policies) {
    if (policy.source.manifest.kind !== 'ClusterNetworkPolicy') continue;
    const key = `${policy.tier} ${policy.priority}`;
    groups.set(key, [...(groups.get(key) ?? []), policy]);
  }
  const problems = new Map<string, PolicyProblem>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    for (const { first, second, ports } of disputes(new Set(group), space)) {
      const key = `${first.name} ${second.name}`;
      if (!problems.has(key)) problems.set(key, problemOf(first, second, ports));
    }
  }
  return [...problems.values()];
}

interface Dispute {
  readonly first: Policy;
  readonly second: Policy;
  readonly ports: ConnectionSet;
}

function* disputes(group: ReadonlySet<Policy>, space: PolicySpace): Generator<Dispute> {
  for (let podClass = 0; podClass < space.classCount; podClass++) {
    if (space.policiesOf(podClass).filter((policy) => group.has(policy)).length < 2) continue;
    for (const direction of ['ingress', 'egress'] as const) {
      for (const { matched } of space.partsOf(podClass, direction) ?? []) yield* withinPart(matched, group);
    }
  }
}

function* withinPart(matched: readonly MatchedRule[], group: ReadonlySet<Policy>): Generator<Dispute> {
  const verdicts = new Map<Policy, Map<NetworkPolicyRule['action'], ConnectionSet>>();
  for (const { policy, rule, ports } of matched) {
    if (!group.has(policy)) continue;
    const own = verdicts.get(policy) ?? new Map<NetworkPolicyRule['action'], ConnectionSet>();
    verdicts.set(policy, own);
    const undecided = ports.subtract(ConnectionSet.unionOf([...own.values()]));
    own.set(rule.action, (own.get(rule.action) ?? ConnectionSet.none).union(undecided));
  }
  const all = [...verdicts];
  for (const [i, [second, ofSecond]] of all.entries()) {
    for (const [first, ofFirst] of all.slice(0, i)) {
      const ports = disputed(ofFirst, ofSecond);
      if (!ports.isEmpty) yield { first, second, ports };
    }
  }
}

type Verdicts = ReadonlyMap<NetworkPolicyRule['action'], ConnectionSet>;

function disputed(a: Verdicts, b: Verdicts): ConnectionSet {
  const pairs = [...a].flatMap(([action, ports]) =>
    [...b].filter(([other]) => other !== action).map(([, others]) => ports.intersect(others)),
  );
  return ConnectionSet.unionOf(pairs);
}

function problemOf(first: Policy, second: Policy, ports: ConnectionSet): PolicyProblem {
  return {
    object: second.source,
    path: 'spec.priority',
    message: `Duplicate value: ${second.priority}: ${first.name} has it too and decides ${ports.toString()} otherwise, and either may be asked first`,
    fix: 'give each policy a priority of its own',
  };
}

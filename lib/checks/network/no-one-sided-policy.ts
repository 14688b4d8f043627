import { ConnectionSet } from '../../reach/sets/connection-set';
import type { Decision } from '../../reach/space/decision';
import { namedPort } from '../../reach/space/named-port';
import type { Direction, PodSelection, Policy, PolicyPeer, NetworkPolicyRule } from '../../reach/policies/policy';
import { denyingRules } from '../../reach/questions/explanation';
import { readPolicy } from '../../reach/policies/read-policies';
import type { ReachabilityModel } from '../../reach/questions/reachability-model';
import { workloadName } from '../../reach/space/workload-name';
import type { Check } from '../check';
import { clusterReachability } from '../cluster-reachability';
import type { Problem } from '../finding';
import { policyCheckKinds } from './policy-check-kinds';

/** What a rule allows at one end of a connection is allowed at the other end too. */
export const noOneSidedPolicy: Check = {
  id: 'no-one-sided-policy',
  severity: 'warning',
  profile: 'baseline',
  why: 'A connection needs the consent of both ends: with egress allowed here and ingress closed there, or the other way round, it times out.',
  kinds: policyCheckKinds,
  run: function* (object, context) {
    const { model } = clusterReachability(context);
    for (const policy of readPolicy(object, context.manifests).policies) {
      for (const direction of ['ingress', 'egress'] as const) {
        for (const rule of policy.rules[direction]) {
          if (rule.action === 'Allow') yield* judge(policy, rule, direction, model);
        }
      }
    }
  },
};

function* judge(
  policy: Policy,
  rule: NetworkPolicyRule,
  direction: Direction,
  model: ReachabilityModel,
): Iterable<Problem> {
  const own = classesOf(model, policy.subject);
  for (const peer of rule.peers) {
    if (peer.kind !== 'pods') continue;
    const others = classesOf(model, peer.selection);
    let first: Pair | undefined;
    let isOpen = false;
    for (const pair of pairsApart(own, others, model)) {
      first ??= pair;
      // A peer that is wider than what it is meant for is no mistake: some of its pods answer.
      isOpen = !isClosed(model, rule, direction, pair);
      if (isOpen) break;
    }
    if (first !== undefined && !isOpen) yield closed(model, rule, direction, peer, first);
  }
}

/** Within a class one pod stands for all, so that a workload is never asked about itself alone. */
function* pairsApart(own: readonly number[], others: readonly number[], model: ReachabilityModel): Iterable<Pair> {
  for (const subject of own) {
    for (const other of others) if (subject !== other || members(model, other) > 1) yield { subject, other };
  }
}

interface Pair {
  readonly subject: number;
  readonly other: number;
}

/** Whether the other end lets nothing of a rule pass. A name that the destination does not have is no matter of policies. */
function isClosed(model: ReachabilityModel, rule: NetworkPolicyRule, direction: Direction, pair: Pair): boolean {
  const wanted = portsOf(model, rule, direction, pair);
  // What may pass in some case of what nobody knows is not closed.
  return !wanted.isEmpty && otherEnd(model, direction, pair).possible.intersect(wanted).isEmpty;
}

function closed(
  model: ReachabilityModel,
  rule: NetworkPolicyRule,
  direction: Direction,
  peer: PolicyPeer,
  pair: Pair,
): Problem {
  const wanted = portsOf(model, rule, direction, pair);
  const name = workloadName(model.workloads[model.space.classes.members[pair.other]?.[0] ?? -1] ?? unnamed);
  const other = direction === 'ingress' ? 'egress' : 'ingress';
  const rules = denyingRules([{ direction: other, of: name, decision: otherEnd(model, direction, pair) }], wanted);
  const what = direction === 'egress' ? 'lets it in' : 'lets it out';
  return {
    path: peer.path,
    message: `Forbidden: ${wanted.toString()} is allowed here, but no policy of ${name} ${what}: ${rules.join(', ')}`,
    fix: `allow it in the ${other} rules of a policy that selects ${name}, or remove it here`,
  };
}

const unnamed = { kind: '', namespace: '', name: '' };

function otherEnd({ space }: ReachabilityModel, direction: Direction, { subject, other }: Pair): Decision {
  return space.decision(other, direction === 'ingress' ? 'egress' : 'ingress', subject);
}

function portsOf({ space, workloads }: ReachabilityModel, rule: NetworkPolicyRule, direction: Direction, pair: Pair) {
  const destination = direction === 'ingress' ? pair.subject : pair.other;
  const workload = workloads[space.classes.members[destination]?.[0] ?? -1];
  return ConnectionSet.unionOf(
    rule.ports.map((port) =>
      port.kind === 'number' ? port.connections : namedPort(workload, port.name, port.protocol),
    ),
  );
}

/** Classes of the selected workloads; ingress controllers are not judged, `require-open-route` does that. */
function classesOf({ space, workloads }: ReachabilityModel, selection: PodSelection): readonly number[] {
  const selected = space.index.select(selection).filter((i) => i < workloads.length);
  return [...new Set(selected.map((i) => space.classes.classOf[i] ?? -1))];
}

function members({ space }: ReachabilityModel, podClass: number): number {
  return space.classes.members[podClass]?.length ?? 0;
}

import { ConnectionSet, type Protocol } from '../sets/connection-set';
import type { Decision, MatchedRule } from '../space/decision';
import { ruleName } from '../policies/policy-name';
import type { NetworkPolicyRule } from '../policies/policy';
import type { PolicySpace } from '../space/policy-space';

/** A port of unknown pods that a rule opens by name: whatever number it has there. */
export interface ExposedPortName {
  readonly name: string;
  /** Left out where it may be of any protocol. */
  readonly protocol?: Protocol;
  /** Present where nobody knows whether the rule is about these pods, or whether another denies it. */
  readonly unproved?: true;
}

export interface ExposedPortNames {
  readonly names: readonly ExposedPortName[];
  /** The rules that name them. */
  readonly rules: readonly string[];
  /** Why some of them are unproved. */
  readonly reasons: readonly string[];
}

/** Named ports that egress rules of a class open at pods whose ports nobody knows; none where all ports are open anyway. */
export function exposedPortNames(space: PolicySpace, own: number, peer: number, decision: Decision): ExposedPortNames {
  if (!space.policiesOf(own).some(({ rules }) => rules.egress.some(hasNames))) return nothing;
  const denied = ConnectionSet.unionOf(
    decision.parts
      .filter(({ verdict, reason }) => verdict === 'Deny' && reason.kind === 'rule')
      .map(({ ports }) => ports),
  );
  const closed = decision.certain.union(denied);
  const matched = space.partsOf(own, 'egress')?.find(({ peers }) => peers.has(peer))?.matched ?? [];
  const perhapsDenied = matched.filter(({ rule, doubts }) => rule.action === 'Deny' && doubts !== undefined);
  const found = matched
    .filter(({ rule }) => rule.action === 'Allow')
    .flatMap((each) =>
      namesOf(each.rule).flatMap((name) => {
        const ports = ConnectionSet.allOf(name.protocol ?? 'TCP');
        if (ports.subtract(closed).isEmpty) return [];
        const denials = perhapsDenied.filter((denial) => !denial.ports.intersect(ports).isEmpty);
        const reasons = [each, ...denials].flatMap(reasonsOf);
        return { name, rule: ruleName(each.policy, each.rule), reasons };
      }),
    );
  const names = new Map<string, ExposedPortName>();
  // What one rule opens in any case is proved, whatever another may open.
  for (const { name, reasons } of [...found].sort((a, b) => b.reasons.length - a.reasons.length)) {
    names.set(formatPortName(name), reasons.length === 0 ? name : { ...name, unproved: true });
  }
  return {
    names: [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name),
    rules: [...new Set(found.map(({ rule }) => rule))],
    reasons: [...new Set(found.flatMap(({ reasons }) => reasons))],
  };
}

function reasonsOf({ policy, doubts = [] }: MatchedRule): readonly string[] {
  return doubts.map((doubt) => `${policy.name} ${doubt}`);
}

/** `TCP http`. */
export function formatPortName({ name, protocol }: ExposedPortName): string {
  return protocol === undefined ? name : `${protocol} ${name}`;
}

const nothing: ExposedPortNames = { names: [], rules: [], reasons: [] };

function hasNames(rule: NetworkPolicyRule): boolean {
  return rule.ports.some(({ kind }) => kind === 'name');
}

function namesOf({ ports }: NetworkPolicyRule): readonly ExposedPortName[] {
  return ports.flatMap((port) => {
    if (port.kind !== 'name') return [];
    const { name, protocol } = port;
    return [protocol === undefined ? { name } : { name, protocol }];
  });
}

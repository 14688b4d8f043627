import { ConnectionSet, type Protocol } from '../sets/connection-set';
import type { Decision } from '../space/decision';
import { ruleName } from '../policies/policy-name';
import type { PolicyRule } from '../policies/policy';
import type { PolicySpace } from '../space/policy-space';

/** A port of unknown pods that a rule opens by name: whatever number it has there. */
export interface ExposedPortName {
  readonly name: string;
  /** Left out where it may be of any protocol. */
  readonly protocol?: Protocol;
}

export interface ExposedPortNames {
  readonly names: readonly ExposedPortName[];
  /** The rules that name them. */
  readonly rules: readonly string[];
}

/** Named ports that egress rules of a class open at pods whose ports nobody knows; none where all ports are open anyway. */
export function exposedPortNames(space: PolicySpace, own: number, peer: number, decision: Decision): ExposedPortNames {
  if (!space.policiesOf(own).some(({ rules }) => rules.egress.some(hasNames))) return nothing;
  const denied = ConnectionSet.unionOf(
    decision.parts
      .filter(({ verdict, reason }) => verdict === 'Deny' && reason.kind === 'rule')
      .map(({ ports }) => ports),
  );
  const closed = decision.allowed.union(denied);
  const part = space.partsOf(own, 'egress').find(({ peers }) => peers.has(peer));
  const found = (part?.matched ?? [])
    .filter(({ rule }) => rule.action === 'Allow')
    .flatMap(({ policy, rule }) =>
      namesOf(rule)
        .filter(({ protocol = 'TCP' }) => !ConnectionSet.allOf(protocol).subtract(closed).isEmpty)
        .map((name) => ({ name, rule: ruleName(policy, rule) })),
    );
  const names = new Map(found.map(({ name }) => [formatPortName(name), name]));
  return {
    names: [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name),
    rules: [...new Set(found.map(({ rule }) => rule))],
  };
}

/** `TCP http`. */
export function formatPortName({ name, protocol }: ExposedPortName): string {
  return protocol === undefined ? name : `${protocol} ${name}`;
}

const nothing: ExposedPortNames = { names: [], rules: [] };

function hasNames(rule: PolicyRule): boolean {
  return rule.ports.some(({ kind }) => kind === 'name');
}

function namesOf({ ports }: PolicyRule): readonly ExposedPortName[] {
  return ports.flatMap((port) => {
    if (port.kind !== 'name') return [];
    const { name, protocol } = port;
    return [protocol === undefined ? { name } : { name, protocol }];
  });
}

import type { ConnectionSet } from './connection-set';
import type { Decision, DecisionPart } from './decision';
import type { Direction } from './policy';
import { ruleName } from './policy-name';

/** What one end of a connection says about the other. */
export interface Side {
  readonly direction: Direction;
  /** The end that speaks: `Deployment boutique/cart`. */
  readonly of: string;
  readonly decision: Decision;
}

/** The rules that let these ports through, one end after the other, each named once. */
export function allowingRules(sides: readonly Side[], ports: ConnectionSet): readonly string[] {
  const names = sides.flatMap((side) =>
    side.decision.parts
      .filter((part) => part.verdict === 'Allow' && !part.ports.intersect(ports).isEmpty)
      .flatMap((part) => reasonNames(part, side)),
  );
  return [...new Set(names)];
}

/** The rules that stop some of these ports, one end after the other, each named once. */
export function denyingRules(sides: readonly Side[], ports: ConnectionSet): readonly string[] {
  const names = sides.flatMap((side) =>
    side.decision.parts
      .filter((part) => part.verdict === 'Deny' && !part.ports.intersect(ports).isEmpty)
      .flatMap((part) => reasonNames(part, side)),
  );
  return [...new Set(names)];
}

/** Several lines: for each end, what it allows and denies of these ports, and which rule says so. */
export function explainSides(sides: readonly Side[], ports: ConnectionSet): readonly string[] {
  return sides.flatMap((side) => [
    `${side.direction} of ${side.of}`,
    ...side.decision.parts
      .filter((part) => !part.ports.intersect(ports).isEmpty)
      .map(
        (part) =>
          `  ${part.verdict === 'Allow' ? 'allows' : 'denies'} ${part.ports.intersect(ports).toString()}: ${reason(part, side)}`,
      ),
  ]);
}

function reason(part: DecisionPart, side: Side): string {
  const names = reasonNames(part, side).join(', ');
  return part.reason.kind === 'isolated' ? `no rule allows it, and it is isolated by ${names}` : names;
}

function reasonNames({ reason: why }: DecisionPart, { direction, of }: Side): readonly string[] {
  switch (why.kind) {
    case 'rule':
      return [ruleName(why.policy, why.rule)];
    case 'isolated':
      return why.by.map((policy) => `${policy.name} ${policy.subjectPath}`);
    case 'default':
      return [`no policy isolates ${of} for ${direction}`];
  }
}

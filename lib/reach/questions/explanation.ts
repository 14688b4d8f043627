import { ConnectionSet } from '../sets/connection-set';
import type { Decision, DecisionPart } from '../space/decision';
import { explainMesh, meshRules } from '../mesh/mesh-explanation';
import type { MeshDecision } from '../mesh/mesh-decision';
import type { Direction } from '../policies/policy';
import { ruleName } from '../policies/policy-name';

/** What one end of a connection says about the other. */
export type Side = NetworkSide | MeshSide;

/** What network policies say at one end. */
export interface NetworkSide {
  readonly direction: Direction;
  /** The end that speaks: `Deployment boutique/cart`. */
  readonly of: string;
  readonly decision: Decision;
  /** Where packets to TCP ports go instead: what the policies see. */
  readonly tunnel?: number;
}

/** What the proxy of the server says about the client. */
export interface MeshSide {
  readonly of: string;
  readonly mesh: MeshDecision;
}

/** The rules that let these ports through, one end after the other, each named once. */
export function allowingRules(sides: readonly Side[], ports: ConnectionSet): readonly string[] {
  return rulesOf(sides, ports, 'Allow');
}

/** The rules that stop some of these ports, one end after the other, each named once. */
export function denyingRules(sides: readonly Side[], ports: ConnectionSet): readonly string[] {
  return rulesOf(sides, ports, 'Deny');
}

/** Several lines: for each end, what it allows and denies of these ports, and which rule says so. */
export function explainSides(sides: readonly Side[], ports: ConnectionSet): readonly string[] {
  return sides.flatMap((side) => {
    if ('mesh' in side) return explainMesh(side, ports);
    const seen = seenPorts(side, ports);
    return [
      `${side.direction} of ${side.of}${side.tunnel === undefined ? '' : `, to the proxy's port ${side.tunnel}`}`,
      ...side.decision.parts
        .filter((part) => !part.ports.intersect(seen).isEmpty)
        .map((part) => {
          const verb = part.verdict === 'Allow' ? 'allows' : 'denies';
          return `  ${verb} ${part.ports.intersect(seen).toString()}: ${reason(part, side)}`;
        }),
    ];
  });
}

function rulesOf(sides: readonly Side[], ports: ConnectionSet, verdict: DecisionPart['verdict']): readonly string[] {
  const names = new Set<string>();
  for (const side of sides) {
    if ('mesh' in side) {
      for (const name of meshRules(side.mesh, ports, verdict)) names.add(name);
      continue;
    }
    const seen = seenPorts(side, ports);
    for (const part of side.decision.parts) {
      if (part.verdict !== verdict || part.ports.intersect(seen).isEmpty) continue;
      for (const name of reasonNames(part, side)) names.add(name);
    }
  }
  return [...names];
}

/** The ports that policies see, where the proxies of both ends wrap the connection. */
function seenPorts({ tunnel }: NetworkSide, ports: ConnectionSet): ConnectionSet {
  if (tunnel === undefined || ports.tcp.length === 0) return ports;
  return ports.subtract(ConnectionSet.allOf('TCP')).union(ConnectionSet.port('TCP', tunnel));
}

function reason(part: DecisionPart, side: NetworkSide): string {
  const names = reasonNames(part, side).join(', ');
  return part.reason.kind === 'isolated' ? `no rule allows it, and it is isolated by ${names}` : names;
}

function reasonNames({ reason: why }: DecisionPart, { direction, of }: NetworkSide): readonly string[] {
  switch (why.kind) {
    case 'rule':
      return [ruleName(why.policy, why.rule)];
    case 'isolated':
      return why.by.map((policy) => `${policy.name} ${policy.subjectPath}`);
    case 'default':
      return [`no policy isolates ${of} for ${direction}`];
  }
}

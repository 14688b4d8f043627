import { ConnectionSet } from '../sets/connection-set';
import { reasonsOfAddresses } from './asked-addresses';
import type { EndpointMatch } from './find-endpoints';
import type { ReachabilityModel } from './reachability-model';

/** What passes between everything that two names stand for, and between something. */
export interface AnswerExtent {
  readonly allowed: ConnectionSet;
  readonly allowedForSome: ConnectionSet;
}

/** How far an answer may be from what the cluster does. Both ends are the answer where it is proved. */
export interface AnswerBounds {
  readonly least: AnswerExtent;
  readonly most: AnswerExtent;
  /** What the answer depends on: `CiliumNetworkPolicy shop/a spec.egress[0].toFQDNs[0]`. */
  readonly reasons: readonly string[];
}

/** Asks again for the extreme cases, where anything is unknown that concerns the question. */
export function boundsOf(
  model: ReachabilityModel,
  from: EndpointMatch | 'anywhere',
  to: EndpointMatch,
  answer: AnswerExtent,
  doubts: readonly string[],
  ask: (model: ReachabilityModel) => AnswerExtent,
): AnswerBounds {
  const sources = from !== 'anywhere' && from.kind === 'workloads' ? from.workloads : [];
  const targets = to.kind === 'workloads' ? to.workloads : [];
  const asked = [...(from === 'anywhere' ? [] : [from]), to];
  const undecided = [
    ...reasonsAgainstAnyProof(model, [...sources, ...targets], from),
    ...reasonsOfAddresses(model, asked),
  ];
  if (undecided.length > 0) {
    const { none, all } = ConnectionSet;
    return {
      least: { allowed: none, allowedForSome: none },
      most: { allowed: all, allowedForSome: all },
      reasons: undecided,
    };
  }
  if (doubts.length === 0) return { least: answer, most: answer, reasons: [] };
  return {
    least: ask({ ...model, extreme: 'least' }),
    most: ask({ ...model, extreme: 'most' }),
    reasons: doubts,
  };
}

/** Why nothing is proved of these workloads, whatever the network's policies and the mesh say; empty where they say it all. */
export function reasonsAgainstAnyProof(
  { undecided: { routes, meshes } }: ReachabilityModel,
  workloads: readonly number[],
  from: EndpointMatch | 'anywhere' = 'anywhere',
): readonly string[] {
  if (routes.length + meshes.length === 0) return [];
  const ends = new Set(workloads);
  const asked = from !== 'anywhere' && from.kind === 'ingressController' ? [...routes, ...meshes] : meshes;
  return [...new Set(asked.filter(({ workload }) => ends.has(workload)).map(({ reason }) => reason))];
}

/** Which of these ports are unproved, and why; nothing where all are proved. */
export function unprovedLines({ least, most, reasons }: AnswerBounds, ports: ConnectionSet): readonly string[] {
  const open = most.allowedForSome.subtract(least.allowed).intersect(ports);
  if (open.isEmpty || reasons.length === 0) return [];
  return [`  unproved: ${open.toString()}`, ...reasons.map((reason) => `    ${reason}`)];
}

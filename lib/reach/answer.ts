import type { AddressRange } from './address-range';
import { ConnectionSet } from './connection-set';
import { allowingRules, denyingRules, explainSides, type Side } from './explanation';
import { decisionsWithin } from './external-stretches';
import { findEndpoints, type EndpointMatch } from './find-endpoints';
import { ingressPaths } from './ingress-paths';
import type { Direction } from './policy';
import type { ReachabilityModel } from './reachability-model';
import { workloadName } from './workload-name';

export interface Question {
  readonly from: string;
  readonly to: string;
}

/** Whether one end reaches another, and why. */
export class ReachabilityAnswer {
  /** What passes between everything that the two names stand for. */
  readonly allowed: ConnectionSet;
  /** What passes between something that the two names stand for; differs only for `namespace/*` and address ranges. */
  readonly allowedForSome: ConnectionSet;
  private readonly cases: readonly Case[];

  constructor(
    model: ReachabilityModel,
    readonly question: Question,
  ) {
    const from = findEndpoints(question.from, model.workloads);
    const to = findEndpoints(question.to, model.workloads);
    this.cases = casesOf(model, from, to);
    const sets = this.cases.map(({ allowed }) => allowed);
    this.allowed = sets.length === 0 ? ConnectionSet.none : sets.reduce((a, b) => a.intersect(b));
    this.allowedForSome = ConnectionSet.unionOf(sets);
  }

  /** The rules that let these ports through. */
  allowingRules(ports: ConnectionSet = ConnectionSet.all): readonly string[] {
    return distinct(this.cases.flatMap(({ sides, allowed }) => allowingRules(sides, allowed.intersect(ports))));
  }

  /** The rules that stop some of these ports. */
  denyingRules(ports: ConnectionSet = ConnectionSet.all): readonly string[] {
    return distinct(this.cases.flatMap(({ sides }) => denyingRules(sides, ports)));
  }

  /** Several lines: what passes, then what each end says about it and by which rule. */
  explain(ports: ConnectionSet = ConnectionSet.all): string {
    const { from, to } = this.question;
    const lines = this.cases.flatMap(({ sides }) => explainSides(sides, ports).map((line) => `  ${line}`));
    return [`${from} → ${to}: ${this.allowed.intersect(ports).toString()}`, ...distinct(lines)].join('\n');
  }
}

interface Case {
  readonly allowed: ConnectionSet;
  readonly sides: readonly Side[];
}

function casesOf(model: ReachabilityModel, from: EndpointMatch, to: EndpointMatch): readonly Case[] {
  if (from.kind === 'workloads' && to.kind === 'workloads') {
    const pairs = from.workloads.flatMap((source) => to.workloads.map((target) => ({ source, target })));
    // Two pods of one workload are asked about only where the question is about that workload alone.
    const apart = pairs.filter(({ source, target }) => source !== target);
    return (apart.length > 0 ? apart : pairs).map(({ source, target }) => betweenPods(model, source, target));
  }
  if (from.kind === 'workloads' && to.kind === 'addresses') {
    return from.workloads.flatMap((source) => withOutside(model, source, 'egress', to.range));
  }
  if (from.kind === 'addresses' && to.kind === 'workloads') {
    return to.workloads.flatMap((target) => withOutside(model, target, 'ingress', from.range));
  }
  if (from.kind === 'ingressController' && to.kind === 'workloads') {
    return to.workloads.map((target) => throughIngress(model, target));
  }
  throw new Error(
    'One end at least must be a workload, and an ingress controller can only be where traffic comes from.',
  );
}

function betweenPods({ space, workloads }: ReachabilityModel, source: number, target: number): Case {
  const from = space.classes.classOf[source] ?? -1;
  const to = space.classes.classOf[target] ?? -1;
  const egress = space.decision(from, 'egress', to);
  const ingress = space.decision(to, 'ingress', from);
  return {
    allowed: egress.allowed.intersect(ingress.allowed),
    sides: [
      { direction: 'egress', of: nameOf(workloads[source]), decision: egress },
      { direction: 'ingress', of: nameOf(workloads[target]), decision: ingress },
    ],
  };
}

function withOutside({ space, workloads }: ReachabilityModel, pod: number, direction: Direction, range: AddressRange) {
  const decisions = decisionsWithin(space, space.classes.classOf[pod] ?? -1, direction, range);
  const of = nameOf(workloads[pod]);
  return [...decisions].map((decision): Case => {
    return { allowed: decision.allowed, sides: [{ direction, of, decision }] };
  });
}

function throughIngress(model: ReachabilityModel, target: number): Case {
  const paths = ingressPaths(model).filter(({ workload }) => workload === target);
  return {
    allowed: ConnectionSet.unionOf(paths.map(({ allowed }) => allowed)),
    sides: paths.flatMap(({ sides }) => sides),
  };
}

function nameOf(workload: ReachabilityModel['workloads'][number] | undefined): string {
  return workload === undefined ? '' : workloadName(workload);
}

function distinct(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}

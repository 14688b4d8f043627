import { boundsOf, unprovedLines, type AnswerBounds } from './answer-bounds';
import { askTraffic, type AskedTraffic } from './asked-traffic';
import { ConnectionSet } from '../sets/connection-set';
import { allowingRules, denyingRules, explainSides, type NetworkSide, type Side } from './explanation';
import { trafficWithin } from './external-ranges';
import { findEndpoints, type EndpointMatch } from './find-endpoints';
import { ingressPaths } from './ingress-paths';
import type { AskedRequest } from '../mesh/request-match';
import { combinedTraffic, letOut, allowedTraffic, type AllowedTraffic } from './allowed-traffic';
import type { Direction } from '../policies/policy';
import type { ReachabilityModel } from './reachability-model';
import { workloadName } from '../space/workload-name';

/** Two ends, and where a mesh is asked, the request, and who the client says it is. */
export interface Question extends AskedRequest {
  /** Left out where an identity asks the mesh alone, wherever the client is. */
  readonly from?: string;
  /** The server's end. */
  readonly to: string;
  /** `namespace/serviceAccount` instead of the client's own; `none` for a client outside the mesh. */
  readonly identity?: string;
}

/** Whether one end reaches another, and why. */
export class ReachabilityAnswer {
  /** What passes between everything that the two names stand for, for certain. */
  readonly allowed: ConnectionSet;
  /** What passes between something that the two names stand for; differs for `namespace/*` and address ranges, and where the manifests do not decide it. */
  readonly allowedForSome: ConnectionSet;
  private readonly cases: readonly Case[];
  private readonly from: EndpointMatch | 'anywhere';
  private readonly to: EndpointMatch;
  private known: AnswerBounds | undefined;

  constructor(
    private readonly model: ReachabilityModel,
    readonly question: Question,
  ) {
    this.from = question.from === undefined ? 'anywhere' : findEndpoints(question.from, model.workloads);
    this.to = findEndpoints(question.to, model.workloads);
    this.cases = trafficOf(model, this.from, this.to, question).map((traffic): Case => {
      return { ...askTraffic(traffic, question), sides: traffic.sides() };
    });
    const [first, ...others] = this.cases.map(({ certain }) => certain);
    this.allowed = others.reduce((a, b) => a.intersect(b), first ?? ConnectionSet.none);
    this.allowedForSome = ConnectionSet.unionOf(this.cases.map(({ possible }) => possible));
  }

  /** What passes in any case, and what may, where policies name peers that the manifests do not show, or are not modelled. */
  get bounds(): AnswerBounds {
    this.known ??= boundsOf(this.model, this.from, this.to, this, doubtsOf(this.cases), (model) => {
      return new ReachabilityAnswer(model, this.question);
    });
    return this.known;
  }

  /** The rules that let these ports through. */
  allowingRules(ports: ConnectionSet = ConnectionSet.all): readonly string[] {
    return distinct(this.cases.flatMap(({ sides, possible }) => allowingRules(sides, possible.intersect(ports))));
  }

  /** The rules that stop some of these ports. */
  denyingRules(ports: ConnectionSet = ConnectionSet.all): readonly string[] {
    return distinct(this.cases.flatMap(({ sides }) => denyingRules(sides, ports)));
  }

  /** Several lines: what passes, then what each end says about it and by which rule. */
  explain(ports: ConnectionSet = ConnectionSet.all): string {
    return this.explanation(ports).join('\n');
  }

  /** The same, line by line. */
  explanation(ports: ConnectionSet = ConnectionSet.all): readonly string[] {
    const { from = 'anyone', to } = this.question;
    const open = this.allowedForSome.subtract(this.allowed).intersect(ports);
    const lines = this.cases.flatMap(({ sides }) => explainSides(sides, ports).map((line) => `  ${line}`));
    const perhaps = open.isEmpty ? '' : `; in some cases ${open.toString()}`;
    return [
      `${from} → ${to}: ${this.allowed.intersect(ports).toString()}${perhaps}`,
      ...distinct(lines),
      ...unprovedLines(this.bounds, ports),
    ];
  }
}

interface Case extends AskedTraffic {
  readonly sides: readonly Side[];
}

/** What the network's part of the cases depends on. */
function doubtsOf(cases: readonly Case[]): readonly string[] {
  return distinct(
    cases.flatMap(({ sides }) => sides.flatMap((side) => ('decision' in side ? side.decision.doubts : []))),
  );
}

function trafficOf(
  model: ReachabilityModel,
  from: EndpointMatch | 'anywhere',
  to: EndpointMatch,
  { identity }: Question,
): readonly AllowedTraffic[] {
  if (from === 'anywhere') {
    if (to.kind === 'workloads') return to.workloads.map((target) => fromAnywhere(model, target, identity ?? 'none'));
    throw new Error('Without a place that it comes from, a client can only ask workloads.');
  }
  if (from.kind === 'workloads' && to.kind === 'workloads') {
    const pairs = from.workloads.flatMap((source) => to.workloads.map((target) => ({ source, target })));
    // Two pods of one workload are asked about only where the question is about that workload alone.
    const apart = pairs.filter(({ source, target }) => source !== target);
    return (apart.length > 0 ? apart : pairs).map(({ source, target }) => betweenPods(model, source, target, identity));
  }
  if (from.kind === 'workloads' && to.kind === 'addresses') {
    return from.workloads.flatMap((source) => trafficWithin(model, source, 'egress', to.range));
  }
  if (from.kind === 'workloads' && to.kind === 'named') {
    return from.workloads.map((source) => byName(model, source, 'egress', to.name));
  }
  if (from.kind === 'named' && to.kind === 'workloads') {
    return to.workloads.map((target) => byName(model, target, 'ingress', from.name));
  }
  if (from.kind === 'addresses' && to.kind === 'workloads') {
    return to.workloads.flatMap((target) => trafficWithin(model, target, 'ingress', from.range));
  }
  if (from.kind === 'ingressController' && to.kind === 'workloads') {
    return to.workloads.map((target) => throughIngress(model, target));
  }
  throw new Error(
    'One end at least must be a workload, and an ingress controller can only be where traffic comes from.',
  );
}

function byName(model: ReachabilityModel, workload: number, direction: Direction, name: string): AllowedTraffic {
  const { space, workloads, mesh } = model;
  const decision = space.decisionByName(space.classes.classOf[workload] ?? -1, direction, name);
  const by = nameOf(workloads[workload]);
  const traffic = allowedTraffic(model, [{ direction, of: by, decision }], undefined);
  if (direction === 'ingress' || mesh === undefined) return traffic;
  const { decision: outbound } = mesh.outbound(workload, { kind: 'host', name });
  return letOut(traffic.ports, traffic.sides(), { outbound, by });
}

function betweenPods(model: ReachabilityModel, source: number, target: number, identity?: string): AllowedTraffic {
  const { space, workloads, mesh } = model;
  const from = space.classes.classOf[source] ?? -1;
  const to = space.classes.classOf[target] ?? -1;
  const of = nameOf(workloads[target]);
  const network: readonly NetworkSide[] = [
    { direction: 'egress', of: nameOf(workloads[source]), decision: space.decision(from, 'egress', to) },
    { direction: 'ingress', of, decision: space.decision(to, 'ingress', from) },
  ];
  if (mesh === undefined) return allowedTraffic(model, network, undefined);
  const { client, decision: outbound } =
    identity === undefined
      ? mesh.outbound(source, { kind: 'workload', workload: target })
      : { client: mesh.clientNamed(identity, target), decision: undefined };
  const by = nameOf(workloads[source]);
  return allowedTraffic(model, network, {
    client,
    position: source,
    networkClass: from,
    server: target,
    outbound,
    by,
    of,
  });
}

function fromAnywhere(model: ReachabilityModel, server: number, identity: string): AllowedTraffic {
  const client = model.mesh?.clientNamed(identity, server);
  const of = nameOf(model.workloads[server]);
  return allowedTraffic(model, [], client && { client, position: 'elsewhere', networkClass: -1, server, of });
}

function throughIngress(model: ReachabilityModel, target: number): AllowedTraffic {
  const paths = ingressPaths(model).filter(({ workload }) => workload === target);
  return combinedTraffic(
    paths.map(({ allowed, restricted, sides }) => ({ ports: allowed, restricted, sides: () => sides })),
  );
}

function nameOf(workload: ReachabilityModel['workloads'][number] | undefined): string {
  return workload === undefined ? '' : workloadName(workload);
}

function distinct(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}

import {
  allPorts,
  intersectIntervals,
  noPorts,
  subtractIntervals,
  uniteIntervals,
  type PortIntervals,
} from '../sets/port-intervals';
import type { ProxyClient } from './mesh-client';
import type { Checkpoint, MeshRoute, ServerPolicy } from './mesh-policy';
import { anyRequest, excludesMatch, includesMatch, isAnyRequest, joinMatches, withCondition } from './request-match';
import type { RequestMatch } from './request-match';

/** What a workload's mesh says about one client: for each TCP port, which requests pass, and which rules say so. */
export interface MeshDecision {
  /** They share out the TCP ports. */
  readonly parts: readonly MeshPart[];
}

export interface MeshPart {
  readonly ports: PortIntervals;
  /** Requests that pass; none where everything is refused. */
  readonly requests: readonly AllowedRequests[];
  readonly allowedBy: readonly string[];
  readonly deniedBy: readonly string[];
}

/** Requests that pass, but for some. */
export interface AllowedRequests {
  readonly match: RequestMatch;
  readonly except: readonly RequestMatch[];
}

const everything: AllowedRequests = { match: anyRequest, except: [] };

/** What is said where no mesh has a say. */
export function openDecision(reason: string): MeshDecision {
  return { parts: [{ ...everythingPasses(allPorts), allowedBy: [reason] }] };
}

/** A part that lets everything through. */
export function everythingPasses(ports: PortIntervals): MeshPart {
  return { ports, requests: [everything], allowedBy: [], deniedBy: [] };
}

/** What all routes to a workload together let through for a client. */
export function decideMesh({ routes, bypass }: ServerPolicy, client: ProxyClient): MeshDecision {
  const side = client.kind === 'member' ? 'members' : 'others';
  const usable = routes.filter(({ clients }) => clients === 'all' || clients === side);
  const guarded = usable.map((route) => decideRoute(route, client)).reduce(overlay(either), []);
  const parts = guarded.map((part) => ({ ...part, ports: subtractIntervals(part.ports, bypass) }));
  const past = { ports: bypass, requests: [everything], allowedBy: ['the proxy leaves the port alone'], deniedBy: [] };
  return { parts: merge([...parts, past]) };
}

/** Whether a part lets everything through, raw connections too. */
export function letsAllPass({ requests }: Pick<MeshPart, 'requests'>): boolean {
  return requests.some(({ match, except }) => isAnyRequest(match) && except.length === 0);
}

function decideRoute({ ports, checkpoints }: MeshRoute, client: ProxyClient): readonly MeshPart[] {
  const decided = checkpoints.map((checkpoint) => decideAt(checkpoint, client));
  const start: readonly MeshPart[] = [{ ports: allPorts, requests: [everything], allowedBy: [], deniedBy: [] }];
  return decided
    .reduce(overlay(both), start)
    .map((part) => ({ ...part, ports: intersectIntervals(part.ports, ports) }));
}

function decideAt({ rules, otherwise, sees }: Checkpoint, client: ProxyClient): readonly MeshPart[] {
  const seen = sees === undefined ? client : sees(client);
  let open: readonly OpenPart[] = [{ ports: allPorts, requests: [], allowedBy: [], deniedBy: [], denied: [] }];
  const closed: MeshPart[] = [];
  const steps = rules.flatMap(({ name, verdict, clients, ports, request }): Step[] => {
    const certainty = clients.matches(seen);
    if (certainty === 'no') return [];
    return [{ name, verdict, ports, request: certainty === 'yes' ? request : withCondition(request, certainty.when) }];
  });
  const last: Step = { name: otherwise.reason, verdict: otherwise.verdict, ports: allPorts, request: anyRequest };
  for (const step of [...steps, last]) {
    open = open.flatMap((part) => {
      const hit = intersectIntervals(part.ports, step.ports);
      if (hit.length === 0) return [part];
      const missed = subtractIntervals(part.ports, step.ports);
      const next = take({ ...part, ports: hit }, step);
      const rest = missed.length === 0 ? [] : [{ ...part, ports: missed }];
      if (!isAnyRequest(step.request)) return [...rest, next];
      closed.push(next);
      return rest;
    });
  }
  return closed;
}

interface Step {
  readonly name: string;
  readonly verdict: 'Allow' | 'Deny';
  readonly ports: PortIntervals;
  readonly request: RequestMatch;
}

interface OpenPart extends MeshPart {
  readonly denied: readonly RequestMatch[];
}

function take(part: OpenPart, { name, verdict, request }: Step): OpenPart {
  if (verdict === 'Deny') {
    return { ...part, denied: [...part.denied, request], deniedBy: [...new Set([...part.deniedBy, name])] };
  }
  const known = part.requests.filter(({ except }) => except.length === 0);
  const more = allowedOf(request, part.denied).filter(
    ({ match }) => !known.some((earlier) => includesMatch(earlier.match, match)),
  );
  const requests = [...part.requests, ...more];
  const grows = requests.length > part.requests.length;
  return { ...part, requests, allowedBy: grows ? [...new Set([...part.allowedBy, name])] : part.allowedBy };
}

/** What is left of a match: without what is denied as a whole, and with the exceptions that remain. */
function allowedOf(match: RequestMatch, denied: readonly RequestMatch[]): AllowedRequests[] {
  const relevant = denied.filter((deny) => !excludesMatch(deny, match));
  if (relevant.length === 0) return [{ match, except: [] }];
  return oneByOne(match).flatMap((single) => {
    const except = relevant.filter((deny) => !excludesMatch(deny, single));
    return except.some((deny) => includesMatch(deny, single)) ? [] : [{ match: single, except }];
  });
}

/** A match with one value an attribute each, unless that makes too many. */
function oneByOne(match: RequestMatch): readonly RequestMatch[] {
  const count = match.atoms.reduce((product, { negated, patterns }) => product * (negated ? 1 : patterns.length), 1);
  if (count > 64) return [match];
  return match.atoms.reduce<readonly RequestMatch[]>(
    (found, atom) => {
      const choices = atom.negated ? [atom] : atom.patterns.map((pattern) => ({ ...atom, patterns: [pattern] }));
      return found.flatMap(({ atoms, when }) => choices.map((choice) => ({ atoms: [...atoms, choice], when })));
    },
    [{ atoms: [], when: match.when }],
  );
}

/** What two ways to a workload let through together. */
export function eitherWay(a: readonly MeshPart[], b: readonly MeshPart[]): readonly MeshPart[] {
  return merge(overlay(either)(a, b));
}

/** What passes of what one side lets through where the other has a say as well; ports that only one has are left out. */
export function bothSides(a: readonly MeshPart[], b: readonly MeshPart[]): readonly MeshPart[] {
  const shared = a.flatMap((one) =>
    b.map((other) => ({ ports: intersectIntervals(one.ports, other.ports), ...both(one, other) })),
  );
  return merge(shared);
}

type Combine = (a: MeshPart, b: MeshPart) => Omit<MeshPart, 'ports'>;

/** Lays one sharing-out of ports over another; ports that only one has stay as they are. */
function overlay(combine: Combine): (a: readonly MeshPart[], b: readonly MeshPart[]) => readonly MeshPart[] {
  return (a, b) => {
    const common = a.flatMap((one) =>
      b.map((other) => ({ ports: intersectIntervals(one.ports, other.ports), ...combine(one, other) })),
    );
    const onlyIn = (parts: readonly MeshPart[], others: readonly MeshPart[]): readonly MeshPart[] => {
      const covered = others.reduce<PortIntervals>((ports, part) => uniteIntervals(ports, part.ports), noPorts);
      return parts.map((part) => ({ ...part, ports: subtractIntervals(part.ports, covered) }));
    };
    return [...common, ...onlyIn(a, b), ...onlyIn(b, a)].filter(({ ports }) => ports.length > 0);
  };
}

function either(a: MeshPart, b: MeshPart): Omit<MeshPart, 'ports'> {
  const [wide, narrow] = letsAllPass(b) && !letsAllPass(a) ? [b, a] : [a, b];
  if (letsAllPass(wide)) return { requests: wide.requests, allowedBy: wide.allowedBy, deniedBy: wide.deniedBy };
  const names = narrow.requests.length === 0 ? wide.allowedBy : [...wide.allowedBy, ...narrow.allowedBy];
  return {
    requests: [...wide.requests, ...narrow.requests],
    allowedBy: [...new Set(names)],
    deniedBy: [...new Set([...wide.deniedBy, ...narrow.deniedBy])],
  };
}

function both(a: MeshPart, b: MeshPart): Omit<MeshPart, 'ports'> {
  const requests = a.requests.flatMap((one) =>
    b.requests.flatMap((other): AllowedRequests[] => {
      if (excludesMatch(one.match, other.match)) return [];
      const match = joinMatches(one.match, other.match);
      const denied = [...one.except, ...other.except];
      return denied.length === 0 ? [{ match, except: [] }] : allowedOf(match, denied);
    }),
  );
  return {
    requests,
    allowedBy: requests.length === 0 ? [] : [...new Set([...a.allowedBy, ...b.allowedBy])],
    deniedBy: [...new Set([...a.deniedBy, ...b.deniedBy])],
  };
}

/** Joins parts that say the same for the same reasons. */
function merge(parts: readonly MeshPart[]): readonly MeshPart[] {
  const merged = new Map<string, MeshPart>();
  for (const part of parts) {
    if (part.ports.length === 0) continue;
    const key = JSON.stringify([part.requests, part.allowedBy, part.deniedBy]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? part : { ...known, ports: uniteIntervals(known.ports, part.ports) });
  }
  return [...merged.values()];
}

import { formatAddressRange, overlaps, type AddressRange } from '../../manifest/network/address-range';
import { ConnectionSet } from '../sets/connection-set';
import type { Decision } from '../space/decision';
import type { NetworkSide } from './explanation';
import { formatAllowed } from '../mesh/mesh-explanation';
import type { MeshDecision } from '../mesh/mesh-decision';
import { letOut, allowedTraffic, type AllowedTraffic } from './allowed-traffic';
import type { Direction } from '../policies/policy';
import type { PolicySpace } from '../space/policy-space';
import type { ReachabilityModel } from './reachability-model';
import { workloadName } from '../space/workload-name';

/** Neighbouring addresses to or from which the same may pass. */
export interface ExternalRange {
  readonly range: AddressRange;
  /** The range as reports print it. */
  readonly text: string;
  readonly traffic: ListedTraffic;
}

/** What may pass, and what of it is not proved. */
export interface ListedTraffic extends AllowedTraffic {
  /** Of the ports, those on which something passes in some case and not in another. */
  readonly unproved?: ConnectionSet;
}

/** What a workload lets in from, or out to, the outside: as few ranges as possible, lowest address first. */
export function externalRanges(
  model: ReachabilityModel,
  workload: number,
  direction: Direction,
  wanted = ConnectionSet.all,
): readonly ExternalRange[] {
  const { space, workloads, mesh } = model;
  const own = space.classes.classOf[workload] ?? -1;
  const members = space.classes.members[own]?.length ?? 0;
  // Where the network alone is asked, the same is said about all workloads of a class; one workload is asked for once.
  if (mesh !== undefined || members < 2 || wanted !== ConnectionSet.all) {
    return computeRanges(model, workload, direction, wanted);
  }
  const known = rangesByClass.get(model) ?? new Map<string, readonly ExternalRange[]>();
  rangesByClass.set(model, known);
  const key = `${direction} ${own}`;
  const ranges = known.get(key) ?? computeRanges(model, workload, direction, wanted);
  known.set(key, ranges);
  const node = workloads[workload];
  const of = node === undefined ? '' : workloadName(node);
  return ranges.map(({ traffic, ...rest }) => ({
    ...rest,
    traffic: { ...traffic, sides: () => traffic.sides().map((side) => ({ ...side, of })) },
  }));
}

const rangesByClass = new WeakMap<ReachabilityModel, Map<string, readonly ExternalRange[]>>();

function computeRanges(
  model: ReachabilityModel,
  workload: number,
  direction: Direction,
  wanted: ConnectionSet,
): readonly ExternalRange[] {
  return merge(listedByPiece(model, workload, direction, wanted), model.space.pieces).filter(
    ({ traffic }) => !traffic.ports.isEmpty,
  );
}

/** What passes between a workload and each piece of the address space that a range touches; each answer once. */
export function trafficWithin(
  model: ReachabilityModel,
  workload: number,
  direction: Direction,
  range: AddressRange,
): readonly AllowedTraffic[] {
  const byPiece = trafficByPiece(model, workload, direction);
  const touched = byPiece.filter((_, i) => {
    const piece = model.space.pieces[i];
    return piece !== undefined && overlaps(piece, range);
  });
  return [...new Set(touched)];
}

/** Names outside that nobody knows the addresses of are listed as names; what else nobody knows counts for every address. */
function listedByPiece(
  model: ReachabilityModel,
  workload: number,
  direction: Direction,
  wanted: ConnectionSet,
): readonly ListedTraffic[] {
  const { space } = model;
  if (!space.isInDoubt(space.classes.classOf[workload] ?? -1, direction)) {
    return trafficByPiece(model, workload, direction, wanted);
  }
  const least = trafficByPiece({ ...model, extreme: 'least' }, workload, direction, wanted);
  const known = new Map<AllowedTraffic, Map<AllowedTraffic | undefined, ListedTraffic>>();
  return trafficByPiece({ ...model, extreme: 'most' }, workload, direction, wanted).map((most, i) => {
    const byLeast = known.get(most) ?? new Map<AllowedTraffic | undefined, ListedTraffic>();
    known.set(most, byLeast);
    const certain = least[i];
    const found = byLeast.get(certain) ?? {
      ...most,
      unproved: most.ports.subtract(certain?.ports ?? ConnectionSet.none),
    };
    byLeast.set(certain, found);
    return found;
  });
}

/** Pieces about which the same is said share one answer. */
function trafficByPiece(
  model: ReachabilityModel,
  workload: number,
  direction: Direction,
  wanted = ConnectionSet.all,
): readonly AllowedTraffic[] {
  const { space, workloads, mesh } = model;
  const node = workloads[workload];
  const of = node === undefined ? '' : workloadName(node);
  const known = new Map<Decision, Map<unknown, AllowedTraffic>>();
  return pieceDecisions(space, space.classes.classOf[workload] ?? -1, direction).map((decision, i) => {
    const address = space.pieces[i];
    const sides: readonly NetworkSide[] = [{ direction, of, decision }];
    const ends =
      mesh === undefined || address === undefined || direction === 'egress'
        ? undefined
        : ({
            client: { kind: 'stranger', address },
            position: 'elsewhere',
            networkClass: -1,
            server: workload,
            of,
          } as const);
    const outbound =
      address === undefined || direction === 'ingress'
        ? undefined
        : mesh?.outbound(workload, { kind: 'addresses', range: address }).decision;
    const said = ends === undefined ? outbound : mesh?.decision(ends.client, workload);
    const byMesh = known.get(decision) ?? new Map<unknown, AllowedTraffic>();
    known.set(decision, byMesh);
    const traffic =
      byMesh.get(said) ??
      sentTo(allowedTraffic(model, sides, ends, wanted), direction === 'egress' ? outbound : undefined, of);
    byMesh.set(said, traffic);
    return traffic;
  });
}

function sentTo(traffic: AllowedTraffic, outbound: MeshDecision | undefined, by: string): AllowedTraffic {
  return outbound === undefined ? traffic : letOut(traffic.ports, traffic.sides(), { outbound, by });
}

function pieceDecisions(space: PolicySpace, podClass: number, direction: Direction): readonly Decision[] {
  const decisions: Decision[] = [];
  for (const { peers, decision } of space.blocksOf(podClass, direction)) {
    for (const peer of peers.from(space.classCount)) decisions[peer - space.classCount] = decision;
  }
  return decisions;
}

function merge(byPiece: readonly ListedTraffic[], pieces: readonly AddressRange[]): readonly ExternalRange[] {
  const ranges: ExternalRange[] = [];
  for (let start = 0; start < byPiece.length;) {
    const first = pieces[start];
    const traffic = byPiece[start];
    let end = start + 1;
    while (pieces[end]?.family === first?.family && isSame(byPiece[end], traffic)) end++;
    const last = pieces[end - 1];
    if (first !== undefined && last !== undefined && traffic !== undefined) {
      const parts = [...new Set(byPiece.slice(start, end))];
      const sides = () => parts.flatMap((part) => part.sides());
      const range = { ...first, last: last.last };
      ranges.push({ range, text: formatAddressRange(range), traffic: { ...traffic, sides } });
    }
    start = end;
  }
  return ranges;
}

function isSame(a: ListedTraffic | undefined, b: ListedTraffic | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || !a.ports.equals(b.ports)) return false;
  const [one, other] = [a.unproved ?? ConnectionSet.none, b.unproved ?? ConnectionSet.none];
  if (!one.equals(other)) return false;
  return restrictionText(a) === restrictionText(b);
}

function restrictionText({ restricted }: AllowedTraffic): string {
  return restricted
    .map(
      ({ ports, requests }) =>
        `${ConnectionSet.ofIntervals('TCP', ports).toString()} ${requests.map(formatAllowed).join()}`,
    )
    .join('; ');
}

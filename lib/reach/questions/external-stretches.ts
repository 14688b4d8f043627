import { overlaps, type AddressRange } from '../sets/address-range';
import { ConnectionSet } from '../sets/connection-set';
import type { Decision } from '../space/decision';
import type { NetworkSide } from './explanation';
import { formatAllowed } from '../mesh/mesh-explanation';
import type { MeshDecision } from '../mesh/mesh-decision';
import { letOut, passageOf, type Passage } from './passage';
import type { Direction } from '../policies/policy';
import type { PolicySpace } from '../space/policy-space';
import type { ReachabilityModel } from './reachability-model';
import { workloadName } from '../space/workload-name';

/** Neighbouring addresses to or from which the same may pass. */
export interface Stretch {
  readonly range: AddressRange;
  readonly passage: Passage;
}

/** What a workload lets in from, or out to, the outside: as few stretches as possible, lowest address first. */
export function externalStretches(
  model: ReachabilityModel,
  workload: number,
  direction: Direction,
  wanted = ConnectionSet.all,
): readonly Stretch[] {
  return merge(piecePassages(model, workload, direction, wanted), model.space.pieces).filter(
    ({ passage }) => !passage.ports.isEmpty,
  );
}

/** What passes between a workload and each piece of the address space that a range touches; each answer once. */
export function passagesWithin(
  model: ReachabilityModel,
  workload: number,
  direction: Direction,
  range: AddressRange,
): readonly Passage[] {
  const passages = piecePassages(model, workload, direction);
  const touched = passages.filter((_, i) => {
    const piece = model.space.pieces[i];
    return piece !== undefined && overlaps(piece, range);
  });
  return [...new Set(touched)];
}

/** Pieces about which the same is said share one passage. */
function piecePassages(
  model: ReachabilityModel,
  workload: number,
  direction: Direction,
  wanted = ConnectionSet.all,
): readonly Passage[] {
  const { space, workloads, mesh } = model;
  const node = workloads[workload];
  const of = node === undefined ? '' : workloadName(node);
  const known = new Map<Decision, Map<unknown, Passage>>();
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
    const byMesh = known.get(decision) ?? new Map<unknown, Passage>();
    known.set(decision, byMesh);
    const passage =
      byMesh.get(said) ??
      sentTo(passageOf(model, sides, ends, wanted), direction === 'egress' ? outbound : undefined, of);
    byMesh.set(said, passage);
    return passage;
  });
}

function sentTo(passage: Passage, outbound: MeshDecision | undefined, by: string): Passage {
  return outbound === undefined ? passage : letOut(passage.ports, passage.sides(), { outbound, by });
}

function pieceDecisions(space: PolicySpace, podClass: number, direction: Direction): readonly Decision[] {
  const decisions: Decision[] = [];
  for (const { peers, decision } of space.blocksOf(podClass, direction)) {
    for (const peer of peers.from(space.classCount)) decisions[peer - space.classCount] = decision;
  }
  return decisions;
}

function merge(passages: readonly Passage[], pieces: readonly AddressRange[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let start = 0; start < passages.length;) {
    const first = pieces[start];
    const passage = passages[start];
    let end = start + 1;
    while (pieces[end]?.family === first?.family && isSame(passages[end], passage)) end++;
    const last = pieces[end - 1];
    if (first !== undefined && last !== undefined && passage !== undefined) {
      const parts = [...new Set(passages.slice(start, end))];
      const sides = () => parts.flatMap((part) => part.sides());
      stretches.push({ range: { ...first, last: last.last }, passage: { ...passage, sides } });
    }
    start = end;
  }
  return stretches;
}

function isSame(a: Passage | undefined, b: Passage | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || !a.ports.equals(b.ports)) return false;
  return restrictionText(a) === restrictionText(b);
}

function restrictionText({ restricted }: Passage): string {
  return restricted
    .map(
      ({ ports, requests }) =>
        `${ConnectionSet.ofIntervals('TCP', ports).toString()} ${requests.map(formatAllowed).join()}`,
    )
    .join('; ');
}

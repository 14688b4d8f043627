import { overlaps, type AddressRange } from './address-range';
import { ConnectionSet } from './connection-set';
import type { Decision } from './decision';
import type { Direction } from './policy';
import type { PolicySpace } from './policy-space';

/** Neighbouring addresses to or from which the same may pass. */
export interface Stretch {
  readonly range: AddressRange;
  readonly ports: ConnectionSet;
  /** What is said of its parts, each once. */
  readonly decisions: ReadonlySet<Decision>;
}

/** What a class of pods lets in from, or out to, the outside: as few stretches as possible, lowest address first. */
export function externalStretches(space: PolicySpace, podClass: number, direction: Direction): readonly Stretch[] {
  return merge(pieceDecisions(space, podClass, direction), space.pieces).filter(({ ports }) => !ports.isEmpty);
}

/** What is said of each piece of the address space that a range touches. */
export function decisionsWithin(
  space: PolicySpace,
  podClass: number,
  direction: Direction,
  range: AddressRange,
): ReadonlySet<Decision> {
  const decisions = pieceDecisions(space, podClass, direction);
  const touched = decisions.filter((_, i) => {
    const piece = space.pieces[i];
    return piece !== undefined && overlaps(piece, range);
  });
  return new Set(touched);
}

function pieceDecisions(space: PolicySpace, podClass: number, direction: Direction): readonly Decision[] {
  const decisions: Decision[] = [];
  for (const { peers, decision } of space.blocksOf(podClass, direction)) {
    for (const peer of peers.from(space.classCount)) decisions[peer - space.classCount] = decision;
  }
  return decisions;
}

function merge(decisions: readonly Decision[], pieces: readonly AddressRange[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let start = 0; start < decisions.length;) {
    const first = pieces[start];
    const ports = decisions[start]?.allowed ?? ConnectionSet.none;
    let end = start + 1;
    while (pieces[end]?.family === first?.family && decisions[end]?.allowed.equals(ports) === true) end++;
    const last = pieces[end - 1];
    if (first !== undefined && last !== undefined) {
      stretches.push({ range: { ...first, last: last.last }, ports, decisions: new Set(decisions.slice(start, end)) });
    }
    start = end;
  }
  return stretches;
}

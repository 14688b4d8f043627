import { appendTo } from '../../../manifest/objects/append-to';
import type { Arrow } from './assign-layers';

const sweeps = 12;

/**
 * Orders the boxes of each column so that arrows cross little: each box moves to the middle of its neighbours in the
 * column before, then in the column after, a few times. Every arrow joins neighbouring columns.
 */
export function orderLayers(
  layers: readonly (readonly number[])[],
  arrows: readonly Arrow[],
): readonly (readonly number[])[] {
  const neighbours = { before: new Map<number, number[]>(), after: new Map<number, number[]>() };
  for (const { from, to } of arrows) {
    appendTo(neighbours.before, to, from);
    appendTo(neighbours.after, from, to);
  }
  let best = layers;
  let fewest = crossings(layers, neighbours.after);
  let current = layers;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    current =
      sweep % 2 === 0
        ? sweepOver(current, neighbours.before)
        : sweepOver(current.toReversed(), neighbours.after).toReversed();
    const crossed = crossings(current, neighbours.after);
    if (crossed < fewest) [best, fewest] = [current, crossed];
  }
  return best;
}

function sweepOver(layers: readonly (readonly number[])[], neighbours: ReadonlyMap<number, readonly number[]>) {
  const position = new Map<number, number>();
  return layers.map((layer) => {
    const wanted = new Map(layer.map((box, i) => [box, middle(neighbours.get(box) ?? [], position) ?? i]));
    const sorted = [...layer].sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
    for (const [i, box] of sorted.entries()) position.set(box, i);
    return sorted;
  });
}

function middle(boxes: readonly number[], position: ReadonlyMap<number, number>): number | undefined {
  const known = boxes.map((box) => position.get(box)).filter((place) => place !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, place) => sum + place, 0) / known.length;
}

/** Pairs of arrows between neighbouring columns of which one starts above the other and ends below it. */
function crossings(layers: readonly (readonly number[])[], after: ReadonlyMap<number, readonly number[]>): number {
  let count = 0;
  for (const [i, layer] of layers.entries()) {
    const next = layers[i + 1] ?? [];
    const position = new Map(next.map((box, place) => [box, place]));
    const counted = new CountedPlaces(next.length);
    for (const box of layer) {
      const ends = (after.get(box) ?? []).map((to) => position.get(to) ?? 0);
      for (const end of ends) count += counted.behind(end);
      for (const end of ends) counted.add(end);
    }
  }
  return count;
}

/** How many of some places are behind another, as a binary indexed tree keeps it. */
class CountedPlaces {
  private readonly sums: Int32Array;
  private all = 0;

  constructor(size: number) {
    this.sums = new Int32Array(size + 1);
  }

  add(place: number): void {
    this.all += 1;
    for (let at = place + 1; at < this.sums.length; at += at & -at) this.sums[at] = (this.sums[at] ?? 0) + 1;
  }

  behind(place: number): number {
    let upTo = 0;
    for (let at = place + 1; at > 0; at -= at & -at) upTo += this.sums[at] ?? 0;
    return this.all - upTo;
  }
}

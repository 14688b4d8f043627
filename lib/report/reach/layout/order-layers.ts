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
  let current = layers;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    current =
      sweep % 2 === 0
        ? sweepOver(current, neighbours.before)
        : sweepOver(current.toReversed(), neighbours.after).toReversed();
    if (crossings(current, neighbours.after) < crossings(best, neighbours.after)) best = current;
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

function crossings(layers: readonly (readonly number[])[], after: ReadonlyMap<number, readonly number[]>): number {
  let count = 0;
  for (const [i, layer] of layers.entries()) {
    const position = new Map((layers[i + 1] ?? []).map((box, place) => [box, place]));
    const ends = layer.map((box) => (after.get(box) ?? []).map((to) => position.get(to) ?? 0));
    for (const [upper, above] of ends.entries()) {
      for (const below of ends.slice(upper + 1)) {
        for (const a of above) for (const b of below) if (a > b) count++;
      }
    }
  }
  return count;
}

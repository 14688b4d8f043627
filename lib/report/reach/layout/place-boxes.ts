import { appendTo } from '../../../manifest/objects/append-to';
import type { Arrow } from './assign-layers';

const rounds = 10;

/**
 * Heights of the middles of all boxes: each close to the middle of its neighbours, none closer to the next box of its
 * column than both of their sizes and the gap ask for.
 */
export function placeBoxes(
  layers: readonly (readonly number[])[],
  arrows: readonly Arrow[],
  heightOf: (box: number) => number,
  gap: number,
): ReadonlyMap<number, number> {
  const place = new Map<number, number>();
  for (const layer of layers) spread(layer, new Map(), place, heightOf, gap);
  const neighbours = new Map<number, number[]>();
  for (const { from, to } of arrows) {
    appendTo(neighbours, from, to);
    appendTo(neighbours, to, from);
  }
  for (let round = 0; round < rounds; round++) {
    for (const layer of round % 2 === 0 ? layers : layers.toReversed()) {
      const wanted = new Map<number, number>();
      for (const box of layer) {
        const heights = (neighbours.get(box) ?? []).map((other) => place.get(other) ?? 0);
        if (heights.length > 0) wanted.set(box, heights.reduce((sum, height) => sum + height, 0) / heights.length);
      }
      spread(layer, wanted, place, heightOf, gap);
    }
  }
  return fromZero(place, heightOf);
}

/** Puts the boxes of one column where they want to be, and moves apart those that would overlap. */
function spread(
  layer: readonly number[],
  wanted: ReadonlyMap<number, number>,
  place: Map<number, number>,
  heightOf: (box: number) => number,
  gap: number,
): void {
  let lowest = -Infinity;
  const top: number[] = [];
  for (const box of layer) {
    const half = heightOf(box) / 2;
    const at = Math.max(wanted.get(box) ?? place.get(box) ?? 0, lowest + half);
    top.push(at);
    lowest = at + half + gap;
  }
  // Pushing down alone would drag a column downwards: half of the way back up keeps it in the middle.
  const moved = layer.map((box, i) => (top[i] ?? 0) - (wanted.get(box) ?? top[i] ?? 0));
  const back = moved.length === 0 ? 0 : moved.reduce((sum, by) => sum + by, 0) / moved.length;
  for (const [i, box] of layer.entries()) place.set(box, (top[i] ?? 0) - back);
}

function fromZero(place: ReadonlyMap<number, number>, heightOf: (box: number) => number): ReadonlyMap<number, number> {
  let top = Infinity;
  for (const [box, middle] of place) top = Math.min(top, middle - heightOf(box) / 2);
  return new Map([...place].map(([box, middle]) => [box, Math.round(middle - top)]));
}

import { assignLayers, type Arrow } from './assign-layers';
import { orderLayers } from './order-layers';
import { placeBoxes } from './place-boxes';

export interface LayeredLayout {
  /** Column and height of the middle of each box. */
  readonly boxes: readonly Place[];
  /** For each arrow, the places that it passes in the columns between its ends, in its own direction. */
  readonly bends: readonly (readonly Place[])[];
  readonly backwards: readonly boolean[];
  readonly columns: number;
}

export interface Place {
  readonly column: number;
  readonly y: number;
}

const bendHeight = 16;

/** More than any picture has that can be read, and as many as are placed in a few seconds. */
const mostBends = 250_000;

/**
 * Arranges boxes in columns, so that arrows lead from left to right where they can. The same input gives the same
 * picture. Undefined where arrows pass so many columns that nobody could follow them.
 */
export function layeredLayout(
  heights: readonly number[],
  arrows: readonly Arrow[],
  gap: number,
): LayeredLayout | undefined {
  const { layerOf, backwards } = assignLayers(heights.length, arrows);
  const passed = arrows.map(({ from, to }) => Math.abs((layerOf[from] ?? 0) - (layerOf[to] ?? 0)));
  if (passed.reduce((sum, columns) => sum + columns, 0) > mostBends) return undefined;
  const layers: number[][] = [];
  const columnOf = [...layerOf];
  const put = (box: number, column: number): void => {
    (layers[column] ??= []).push(box);
  };
  for (const [box, column] of layerOf.entries()) put(box, column);
  const steps: Arrow[] = [];
  const bendsOf = arrows.map(({ from, to }, i): readonly number[] => {
    const [left, right] = backwards[i] === true ? [to, from] : [from, to];
    const bends: number[] = [];
    let last = left;
    for (let column = (layerOf[left] ?? 0) + 1; column < (layerOf[right] ?? 0); column++) {
      const bend = columnOf.length;
      columnOf.push(column);
      put(bend, column);
      bends.push(bend);
      steps.push({ from: last, to: bend });
      last = bend;
    }
    if (left !== right) steps.push({ from: last, to: right });
    return backwards[i] === true ? bends.reverse() : bends;
  });
  const columns = Array.from(layers, (layer) => layer ?? []);
  const ordered = orderLayers(columns, steps);
  const place = placeBoxes(ordered, steps, (box) => heights[box] ?? bendHeight, gap);
  const placeOf = (box: number): Place => ({ column: columnOf[box] ?? 0, y: place.get(box) ?? 0 });
  return {
    boxes: heights.map((_, box) => placeOf(box)),
    bends: bendsOf.map((bends) => bends.map(placeOf)),
    backwards,
    columns: columns.length,
  };
}

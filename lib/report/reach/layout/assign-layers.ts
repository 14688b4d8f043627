/** An arrow between two numbered boxes. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
}

export interface Layers {
  /** Column of each box; most arrows point to a column further right. */
  readonly layerOf: readonly number[];
  /** For each arrow, whether it closes a cycle and therefore points to the left. */
  readonly backwards: readonly boolean[];
}

/** Puts every box right of those that point to it, and boxes that nothing points to close to what they point to. */
export function assignLayers(boxes: number, arrows: readonly Arrow[]): Layers {
  const backwards = findBackwards(boxes, arrows);
  const forward = arrows.map(({ from, to }, i) => (backwards[i] === true ? { from: to, to: from } : { from, to }));
  const outgoing = outgoingOf(boxes, forward);
  const layerOf = Array<number>(boxes).fill(0);
  for (const box of inOrder(boxes, forward, outgoing)) {
    for (const i of outgoing[box] ?? []) {
      const to = forward[i]?.to ?? box;
      layerOf[to] = Math.max(layerOf[to] ?? 0, (layerOf[box] ?? 0) + 1);
    }
  }
  const pointedAt = new Set(forward.map(({ to }) => to));
  for (const [box, own] of outgoing.entries()) {
    if (pointedAt.has(box) || own.length === 0) continue;
    const targets = own.map((i) => layerOf[forward[i]?.to ?? box] ?? 0);
    layerOf[box] = targets.reduce((nearest, layer) => Math.min(nearest, layer), Infinity) - 1;
  }
  return { layerOf, backwards };
}

/** Arrows that lead back to a box on the path by which a walk came. */
function findBackwards(boxes: number, arrows: readonly Arrow[]): readonly boolean[] {
  const state = Array<'new' | 'open' | 'done'>(boxes).fill('new');
  const backwards = arrows.map(() => false);
  const outgoing = outgoingOf(boxes, arrows);
  const walk = (box: number): void => {
    state[box] = 'open';
    for (const i of outgoing[box] ?? []) {
      const to = arrows[i]?.to ?? box;
      if (state[to] === 'open') backwards[i] = true;
      else if (state[to] === 'new') walk(to);
    }
    state[box] = 'done';
  };
  const pointedAt = new Set(arrows.map(({ to }) => to));
  // Walks start where nothing points to, so that entry points end up on the left.
  for (let box = 0; box < boxes; box++) if (!pointedAt.has(box)) walk(box);
  for (let box = 0; box < boxes; box++) if (state[box] === 'new') walk(box);
  return backwards;
}

/** Every box after all that point to it; there are no cycles any more. */
function inOrder(boxes: number, arrows: readonly Arrow[], outgoing: readonly (readonly number[])[]): readonly number[] {
  const incoming = Array<number>(boxes).fill(0);
  for (const { to } of arrows) incoming[to] = (incoming[to] ?? 0) + 1;
  const order = [...incoming.keys()].filter((box) => incoming[box] === 0);
  for (const box of order) {
    for (const i of outgoing[box] ?? []) {
      const to = arrows[i]?.to ?? box;
      incoming[to] = (incoming[to] ?? 0) - 1;
      if (incoming[to] === 0) order.push(to);
    }
  }
  return order;
}

function outgoingOf(boxes: number, arrows: readonly Arrow[]): readonly (readonly number[])[] {
  const outgoing = Array.from({ length: boxes }, (): number[] => []);
  for (const [i, { from }] of arrows.entries()) outgoing[from]?.push(i);
  return outgoing;
}

/** How many values a tree has. */
export interface ValueCount {
  /** With every alias written out. */
  readonly all: number;
  /** As it is written: what an alias stands for counts where it stands. */
  readonly written: number;
}

/**
 * Counts the values of a tree where every alias is written out, without writing them out; `undefined` where the tree
 * contains itself.
 */
export function countValues(root: unknown): ValueCount | undefined {
  const counts = new Map<object, number>();
  const open = new Set<object>();
  let written = 0;

  function count(value: unknown): number | undefined {
    if (typeof value !== 'object' || value === null) {
      written += 1;
      return 1;
    }
    const known = counts.get(value);
    if (known !== undefined) return known;
    if (open.has(value)) return undefined;
    open.add(value);
    written += 1;
    let total = 1;
    for (const item of Object.values(value)) {
      const items = count(item);
      if (items === undefined) return undefined;
      total += items;
    }
    open.delete(value);
    counts.set(value, total);
    return total;
  }

  const all = count(root);
  return all === undefined ? undefined : { all, written };
}

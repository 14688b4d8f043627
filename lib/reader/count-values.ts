/**
 * The number of values in a tree where every alias is written out, without writing them out; `undefined` where the
 * tree contains itself.
 */
export function countValues(root: unknown): number | undefined {
  const counts = new Map<object, number>();
  const open = new Set<object>();

  function count(value: unknown): number | undefined {
    if (typeof value !== 'object' || value === null) return 1;
    const known = counts.get(value);
    if (known !== undefined) return known;
    if (open.has(value)) return undefined;
    open.add(value);
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

  return count(root);
}

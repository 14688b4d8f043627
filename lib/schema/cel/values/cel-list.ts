import { CelMap, mapKey } from './cel-map';
import type { CelValue } from './cel-value';

/** A list. Lists of type `set` and `map` have no order: they are compared, and put together, by their items' identity. */
export class CelList {
  constructor(
    readonly items: readonly CelValue[],
    /** Key fields of the items of a `map`; empty for a `set`, whose items are their own keys. */
    readonly identity?: readonly string[],
  ) {}
}

/** What tells an item of a `set` or a `map` from the others; the same text for all that has no such thing. */
export function itemKey(item: CelValue, identity: readonly string[]): string {
  if (identity.length === 0) return mapKey(item) ?? '';
  if (!(item instanceof CelMap)) return '';
  return identity.map((name) => `${mapKey(item.get(name) ?? null) ?? ''}`).join('\0');
}

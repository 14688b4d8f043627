import { CelUint } from './cel-scalars';
import type { CelValue } from './cel-value';

/** A map, or an object whose fields a schema names. */
export abstract class CelMap {
  abstract readonly size: number;

  /** The value of a key; undefined when there is none. */
  abstract get(key: CelValue): CelValue | undefined;

  abstract entries(): Iterable<readonly [CelValue, CelValue]>;

  /** The value of a field that an expression selects by name. */
  field(name: string): CelValue | undefined {
    return this.get(name);
  }
}

/** A map that an expression makes. */
export class LiteralMap extends CelMap {
  private readonly byKey: ReadonlyMap<string, readonly [CelValue, CelValue]>;

  constructor(entries: Iterable<readonly [CelValue, CelValue]>) {
    super();
    this.byKey = new Map([...entries].map((entry) => [mapKey(entry[0]) ?? '', entry]));
  }

  get size(): number {
    return this.byKey.size;
  }

  get(key: CelValue): CelValue | undefined {
    const normalized = mapKey(key);
    return normalized === undefined ? undefined : this.byKey.get(normalized)?.[1];
  }

  entries(): Iterable<readonly [CelValue, CelValue]> {
    return this.byKey.values();
  }
}

/** One text for all keys that are equal: `1`, `1u` and `1.0` are. Undefined for what can be no key. */
export function mapKey(key: CelValue): string | undefined {
  if (typeof key === 'string') return `s${key}`;
  if (typeof key === 'boolean') return `b${key}`;
  if (typeof key === 'bigint') return `n${key}`;
  if (typeof key === 'number') return Number.isInteger(key) ? `n${BigInt(key)}` : undefined;
  return key instanceof CelUint ? `n${key.value}` : undefined;
}

import { rememberWritten } from '../manifest/objects/written-scalar';

/** A number or a boolean while a document is put together: text that would be printed another way than it was written. */
export class WrittenScalar {
  constructor(
    readonly value: number | boolean,
    readonly text: string,
  ) {}

  /** As a key, it is what it means: `0123` is the key 83. */
  toString(): string {
    return String(this.value);
  }
}

/** A scalar that remembers how it was written, where printing it would show something else. */
export function writtenScalar<T extends number | boolean>(value: T, text: string): T | WrittenScalar {
  return String(value) === text ? value : new WrittenScalar(value, text);
}

/** Puts the values in the place of the scalars that remember their text, and keeps that text beside the tree. */
export function settleScalars(root: unknown): unknown {
  const seen = new Set<object>();
  const open: unknown[] = [root];
  while (open.length > 0) {
    const owner = open.pop();
    if (!isMutable(owner) || seen.has(owner)) continue;
    seen.add(owner);
    for (const key of Object.keys(owner)) {
      const value = owner[key];
      if (!(value instanceof WrittenScalar)) {
        if (typeof value === 'object' && value !== null) open.push(value);
        continue;
      }
      rememberWritten(owner, key, value.text);
      Object.defineProperty(owner, key, { value: value.value, enumerable: true, writable: true, configurable: true });
    }
  }
  return root instanceof WrittenScalar ? root.value : root;
}

function isMutable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof WrittenScalar);
}

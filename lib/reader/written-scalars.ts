import { YAMLException } from 'js-yaml';
import { rememberDigits } from '../manifest/objects/exact-integer';
import { rememberWritten } from '../manifest/objects/written-scalar';

/** A number or a boolean while a document is put together: text that would be printed another way than it was written. */
export class WrittenScalar {
  constructor(
    readonly value: number | boolean,
    readonly text: string,
    /** As a key, it is what it means: `0123` is the key 83. Undefined where it can be no key. */
    readonly key: string | undefined,
    /** Of an integer that no number of JavaScript is. */
    readonly digits?: string,
  ) {}
}

/** A scalar that remembers how it was written, where printing it would show something else. */
export function writtenScalar<T extends number | boolean>(value: T, text: string, key: string): T | WrittenScalar {
  return String(value) === text && key === text ? value : new WrittenScalar(value, text, key);
}

const largestKey = 2n ** 63n - 1n;

/** An integer with all its digits. What is larger than a signed integer of 64 bits can be no key. */
export function writtenInteger(integer: bigint, text: string): number | WrittenScalar {
  const value = Number(integer);
  const digits = String(integer);
  if (String(value) === text && digits === text && integer <= largestKey) return value;
  return new WrittenScalar(
    value,
    text,
    integer <= largestKey ? digits : undefined,
    digits === String(value) ? undefined : digits,
  );
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
      if (String(value.value) !== value.text) rememberWritten(owner, key, value.text);
      if (value.digits !== undefined) rememberDigits(owner, key, value.digits);
      Object.defineProperty(owner, key, {
        value: jsonValue(value),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
  }
  return root instanceof WrittenScalar ? jsonValue(root) : root;
}

function jsonValue({ value, text }: WrittenScalar): number | boolean {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new YAMLException(`JSON has no number ${text}`);
  return value;
}

function isMutable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof WrittenScalar);
}

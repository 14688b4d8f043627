/** How many characters, items or entries a value has at least and at most. */
export interface Size {
  readonly min: bigint;
  readonly max: bigint;
}

/** Counts are unsigned integers of 64 bits, and stop there. */
export const most = 2n ** 64n - 1n;

export const unknownSize: Size = { min: 0n, max: most };

export function fixedSize(count: bigint): Size {
  return { min: count, max: count };
}

export function add(a: bigint, b: bigint): bigint {
  return a + b > most ? most : a + b;
}

export function multiply(a: bigint, b: bigint): bigint {
  return a * b > most ? most : a * b;
}

export function addSizes(a: Size, b: Size): Size {
  return { min: add(a.min, b.min), max: add(a.max, b.max) };
}

export function multiplySizes(a: Size, b: Size): Size {
  return { min: multiply(a.min, b.min), max: multiply(a.max, b.max) };
}

/** A size that takes both in. */
export function unionOf(a: Size, b: Size): Size {
  return { min: a.min < b.min ? a.min : b.min, max: a.max > b.max ? a.max : b.max };
}

/** As unsigned integers of 64 bits have it where nobody looks whether a product fits. */
export function wrapped(count: bigint): bigint {
  return BigInt.asUintN(64, count);
}

import { noSuchOverload } from '../cel-error';
import { CelList } from './cel-list';
import type { CelValue } from './cel-value';

/** The operand as text; an error when it is something else. The others below do the same for their types. */
export function text(value: CelValue | undefined): string {
  if (typeof value !== 'string') throw noSuchOverload();
  return value;
}

function int(value: CelValue | undefined): bigint {
  if (typeof value !== 'bigint') throw noSuchOverload();
  return value;
}

/** A position or a count: an `int` that fits a JavaScript number. */
export function index(value: CelValue | undefined): number {
  return Number(int(value));
}

export function bool(value: CelValue | undefined): boolean {
  if (typeof value !== 'boolean') throw noSuchOverload();
  return value;
}

export function list(value: CelValue | undefined): readonly CelValue[] {
  if (!(value instanceof CelList)) throw noSuchOverload();
  return value.items;
}

/** A value of a class. */
export function instance<T>(value: CelValue | undefined, type: abstract new (...args: never[]) => T): T {
  if (!(value instanceof type)) throw noSuchOverload();
  return value;
}

import type { CelValue } from '../values/cel-value';

/** A function, or a method: then the first operand is what stands before the dot. */
export type CelFunction = (...operands: CelValue[]) => CelValue;

/** The functions of one library. Methods are kept apart: `size(x)` and `x.size()` are two entries. */
export interface CelLibrary {
  readonly functions?: Readonly<Record<string, CelFunction>>;
  readonly methods?: Readonly<Record<string, CelFunction>>;
}

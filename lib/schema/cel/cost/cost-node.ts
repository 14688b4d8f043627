import type { LiteralValue } from '../syntax/node';
import type { CelType } from '../types/cel-type';
import type { Signature } from '../types/parse-signature';

/** An expression as its cost is estimated: without macros, with the type of each part. */
export type CostNode =
  | { readonly kind: 'literal'; readonly value: LiteralValue; readonly type: CelType }
  | { readonly kind: 'identifier'; readonly name: string; readonly type: CelType }
  | { readonly kind: 'select'; readonly operand: CostNode; readonly field: string; readonly type: CelType }
  /** `has(a.b)`: asks for b without reading it. */
  | { readonly kind: 'presence'; readonly operand: CostNode; readonly type: CelType }
  | CostlyCall
  | { readonly kind: 'list'; readonly items: readonly CostNode[]; readonly type: CelType }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [CostNode, CostNode])[]; readonly type: CelType }
  | CostlyLoop;

/** A call of a function, a method or an operator. */
export interface CostlyCall {
  readonly kind: 'call';
  readonly name: string;
  /** What stands before the dot of a method. */
  readonly target: CostNode | undefined;
  readonly args: readonly CostNode[];
  readonly signatures: readonly Signature[];
  readonly type: CelType;
}

/** What a macro becomes: a loop over a range, which changes an accumulator in each step. */
export interface CostlyLoop {
  readonly kind: 'comprehension';
  readonly range: CostNode;
  readonly variables: readonly string[];
  readonly accumulator: string;
  readonly start: CostNode;
  readonly condition: CostNode;
  readonly step: CostNode;
  readonly result: CostNode;
  /** A loop over nothing, whose accumulator is a name for a value. */
  readonly isBinding: boolean;
  readonly type: CelType;
}

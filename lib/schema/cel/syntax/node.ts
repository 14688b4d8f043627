/** An expression in CEL, as it was written: macros are calls until they are compiled. */
export type CelNode =
  | { readonly kind: 'literal'; readonly value: LiteralValue }
  | { readonly kind: 'identifier'; readonly name: string }
  | { readonly kind: 'select'; readonly target: CelNode; readonly field: string; readonly optional: boolean }
  | { readonly kind: 'index'; readonly target: CelNode; readonly index: CelNode; readonly optional: boolean }
  | {
      readonly kind: 'call';
      readonly target: CelNode | undefined;
      readonly name: string;
      readonly args: readonly CelNode[];
    }
  | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly operand: CelNode }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: CelNode; readonly right: CelNode }
  | { readonly kind: 'conditional'; readonly test: CelNode; readonly yes: CelNode; readonly no: CelNode }
  | { readonly kind: 'list'; readonly items: readonly ListElement[] }
  | { readonly kind: 'map'; readonly entries: readonly MapElement[] };

/** `1` is a bigint, `1.0` a number; an unsigned `1u` is tagged. */
export type LiteralValue = null | boolean | bigint | number | string | Uint8Array | { readonly unsigned: bigint };

export interface ListElement {
  readonly value: CelNode;
  /** `[?value]`: left out when the value is an empty optional. */
  readonly optional: boolean;
}

export interface MapElement {
  readonly key: CelNode;
  readonly value: CelNode;
  readonly optional: boolean;
}

/** From the loosest to the tightest binding. */
export const binaryOperators = {
  '||': 1,
  '&&': 2,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '==': 3,
  '!=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
} as const;

export type BinaryOperator = keyof typeof binaryOperators;

/** A piece of an expression. `text` of a string is its source, with quotes. */
export interface Token {
  readonly kind: 'identifier' | 'quoted-identifier' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'symbol' | 'end';
  readonly text: string;
  readonly position: number;
}

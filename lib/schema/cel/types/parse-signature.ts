import { generic, simple, type CelType, type SimpleType } from './cel-type';

/** One way to call a function: what it takes, with what stands before the dot first, and what it gives. */
export interface Signature {
  readonly name: string;
  readonly isMethod: boolean;
  readonly parameters: readonly CelType[];
  readonly result: CelType;
}

/** Reads `indexOf: list(A).(A) int`, a method, or `size: (string) int`, a function. One capital letter is any type. */
export function parseSignature(text: string): Signature {
  const colon = text.indexOf(': ');
  const reader = new Reader(text, colon + 2);
  const target = reader.peek() === '(' ? undefined : reader.type();
  if (target !== undefined) reader.skip();
  const parameters = reader.parameters();
  reader.skip();
  return {
    name: text.slice(0, colon),
    isMethod: target !== undefined,
    parameters: target === undefined ? parameters : [target, ...parameters],
    result: reader.type(),
  };
}

const simpleNames = [
  'dyn',
  'null',
  'bool',
  'int',
  'uint',
  'double',
  'string',
  'bytes',
  'timestamp',
  'duration',
] as const;

class Reader {
  constructor(
    private readonly text: string,
    private at: number,
  ) {}

  peek(): string | undefined {
    return this.text[this.at];
  }

  skip(): void {
    this.at += 1;
  }

  parameters(): readonly CelType[] {
    const types: CelType[] = [];
    this.skip();
    while (this.peek() !== ')') {
      types.push(this.type());
      while (this.peek() === ',' || this.peek() === ' ') this.skip();
    }
    this.skip();
    return types;
  }

  type(): CelType {
    const name = this.word();
    if (/^[A-Z]$/.test(name)) return { kind: 'parameter', name };
    const known: SimpleType | undefined = simpleNames.find((one) => one === name);
    if (known !== undefined) return simple(known);
    return this.peek() === '(' ? generic(name, ...this.parameters()) : generic(name);
  }

  /** A dot ends it where a bracket follows: there the list of a method starts. */
  private word(): string {
    const start = this.at;
    while (/[A-Za-z_]/.test(this.peek() ?? '') || (this.peek() === '.' && this.text[this.at + 1] !== '(')) this.skip();
    return this.text.slice(start, this.at);
  }
}

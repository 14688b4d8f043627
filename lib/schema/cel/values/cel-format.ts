/** A named form of text, such as a DNS label, that can say what is wrong with one. */
export class CelFormat {
  readonly typeName = 'kubernetes.NamedFormat';

  constructor(
    readonly name: string,
    /** What is wrong with a text; empty when nothing is. */
    readonly complaints: (text: string) => readonly string[],
  ) {}
}

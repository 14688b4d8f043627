/** A place in a text of YAML, and what of the text before it is written in another way. */
export class YamlCursor {
  at = 0;
  lineStart = 0;
  refused: { readonly offset: number; readonly message: string } | undefined;
  /** Line ends of YAML 1.1 that stand in quotes, where they are text. */
  quotedSeparators = 0;
  /** Up to where the text is in `parts`. */
  private taken = 0;
  private readonly parts: string[] = [];

  constructor(readonly source: string) {}

  get character(): string | undefined {
    return this.source[this.at];
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  /** The text as it is now, up to its end. */
  text(): string {
    return this.parts.join('') + this.source.slice(this.taken);
  }

  replace(from: number, to: number, text: string): void {
    if (from < this.taken) return;
    this.parts.push(this.source.slice(this.taken, from), text);
    this.taken = to;
  }

  /** Keeps the first reason for which Go stops. */
  refuse(message: string, offset = this.at): void {
    this.refused ??= { offset, message };
  }

  skipBlanks(): void {
    while (this.character === ' ' || this.character === '\t') this.at += 1;
  }

  skipSpaces(): void {
    while (this.character === ' ') this.at += 1;
  }

  skipLine(): void {
    const end = this.source.indexOf('\n', this.at);
    this.at = end === -1 ? this.source.length : end + 1;
    this.lineStart = this.at;
  }

  isEnd(): boolean {
    return this.at >= this.source.length;
  }

  isLineEnd(): boolean {
    return this.isEnd() || this.character === '\n' || this.character === '\r';
  }

  isBlank(position: number): boolean {
    const character = this.source[position];
    return (
      character === undefined || character === ' ' || character === '\t' || character === '\r' || character === '\n'
    );
  }
}

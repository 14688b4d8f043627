/** YAML whose flow collections a parser of YAML 1.2 reads as Go does, and what Go refuses in them. */
export interface MendedFlow {
  /** As long as the text that was given, up to quotes and to blanks at the start of a line. */
  readonly text: string;
  /** Where Go stops reading, as an offset in the text that was given. */
  readonly refused: { readonly offset: number; readonly message: string } | undefined;
}

/**
 * Go reads `[a:, b]` as two texts, and closes a list in whatever column; YAML 1.2 does neither. Quotes the texts, and
 * moves lines within lists and maps to the right, where no parser takes them for the end of what is around.
 */
export function mendFlow(text: string): MendedFlow {
  if (!/[[{]/.test(text)) return { text, refused: undefined };
  return new FlowReader(text).read();
}

const endOfPlain = /[:#\r\n]/g;
const farRight = ' '.repeat(64);

class FlowReader {
  private at = 0;
  private lineStart = 0;
  /** Up to where the text is in `parts`. */
  private taken = 0;
  private readonly parts: string[] = [];
  private refused: MendedFlow['refused'];

  constructor(private readonly source: string) {}

  read(): MendedFlow {
    if (this.source.startsWith('---') && this.isBlank(3)) this.at = 3;
    while (this.at < this.source.length && this.refused === undefined) this.blockLine();
    return { text: this.parts.join('') + this.source.slice(this.taken), refused: this.refused };
  }

  /** One line outside of lists and maps in brackets, and all lines that belong to what starts on it. */
  private blockLine(): void {
    this.skipBlanks();
    let entry = this.at - this.lineStart - 1;
    for (;;) {
      this.skipBlanks();
      const column = this.at - this.lineStart;
      const character = this.source[this.at];
      if (this.isLineEnd()) return this.skipLine();
      if (character === '#') return this.skipLine();
      if ((character === '-' || character === '?' || character === ':') && this.isBlank(this.at + 1)) {
        if (character !== ':') entry = column;
        this.at += 1;
      } else if (character === '&' || character === '!' || character === '*') this.skipWord();
      else if (character === '|' || character === '>') return this.blockScalar(entry);
      else if (character === '[' || character === '{') this.flow();
      else {
        const start = column;
        if (character === '"' || character === "'") this.quoted();
        else this.plainInBlock();
        this.skipBlanks();
        if (this.source[this.at] === ':' && this.isBlank(this.at + 1)) entry = start;
        else if (this.isLineEnd() && character !== '"' && character !== "'") return this.continuation(entry);
      }
      if (this.refused !== undefined) return;
    }
  }

  /** Text goes on in all lines that stand further to the right than what it belongs to. */
  private continuation(entry: number): void {
    this.skipLine();
    this.skipLinesRightOf(entry);
  }

  private blockScalar(entry: number): void {
    this.skipLine();
    this.skipLinesRightOf(entry);
  }

  private skipLinesRightOf(column: number): void {
    while (this.at < this.source.length) {
      let start = this.at;
      while (this.source[start] === ' ') start += 1;
      const isEmpty = start >= this.source.length || /[\r\n]/.test(this.source[start] ?? '');
      if (!isEmpty && start - this.at <= column) return;
      this.skipLine();
    }
  }

  private flow(): void {
    let depth = 0;
    let previous: string | undefined;
    do {
      this.skipFlowSpace();
      const character = this.source[this.at];
      if (character === undefined || this.refused !== undefined) return;
      if (character === ':' && !this.isBlank(this.at + 1) && /[[{,:?]/.test(previous ?? '')) {
        this.refuse('a colon starts no text within brackets');
      }
      previous = character;
      if (character === '[' || character === '{') depth += 1;
      if (character === ']' || character === '}') depth -= 1;
      if (/[[\]{},]/.test(character)) this.at += 1;
      else if (character === '"' || character === "'") this.quoted();
      else if (character === '&' || character === '!' || character === '*') this.skipWord();
      else if (character === ':') this.at += 1;
      else if (character === '?') this.explicitKey();
      else this.plainInFlow();
    } while (depth > 0);
  }

  private refuse(rule: string): void {
    this.refused ??= { offset: this.at, message: `${rule}, put the text in quotes` };
  }

  /** With a blank behind it or without: `{?a: 1}` has the key `a`. */
  private explicitKey(): void {
    if (!this.isBlank(this.at + 1)) this.replace(this.at, this.at + 1, '? ');
    this.at += 1;
  }

  private skipFlowSpace(): void {
    for (;;) {
      this.skipBlanks();
      if (this.source[this.at] === '#') {
        if (!this.isBlank(this.at - 1)) this.replace(this.at, this.at, ' ');
        while (this.at < this.source.length && this.source[this.at] !== '\n') this.at += 1;
      }
      if (!this.isLineEnd() || this.at >= this.source.length) return;
      this.skipLine();
      this.indentLine();
    }
  }

  /** Puts the line far to the right, unless it is a marker or empty. */
  private indentLine(): void {
    const start = this.at;
    this.skipBlanks();
    if (this.isLineEnd()) return;
    this.replace(start, this.at, farRight);
  }

  /** Up to a comma, a bracket, a question mark, or a colon with a blank behind it. */
  private plainInFlow(): void {
    const start = this.at;
    let [end, isAmbiguous] = [start, false];
    while (this.at < this.source.length) {
      const character = this.source[this.at] ?? '';
      if (/[,[\]{}]/.test(character)) break;
      if (character === '?') {
        return this.refuse('a question mark ends a text within brackets');
      }
      if (character === ':' && this.isBlank(this.at + 1)) break;
      if (character === '#' && this.isBlank(this.at - 1)) break;
      if (character === ':' && /[,[\]{}]/.test(this.source[this.at + 1] ?? '')) isAmbiguous = true;
      if (/[\r\n]/.test(character)) {
        this.skipFlowSpace();
        continue;
      }
      this.at += 1;
      if (!this.isBlank(this.at - 1)) end = this.at;
    }
    // A dash alone is text too.
    if (isAmbiguous || this.source.slice(start, end) === '-')
      this.replace(start, end, `'${this.source.slice(start, end).replaceAll("'", "''")}'`);
  }

  private plainInBlock(): void {
    for (; ; this.at += 1) {
      // What may end a text is looked for by the engine, which is faster than one character after the other.
      endOfPlain.lastIndex = this.at;
      this.at = endOfPlain.exec(this.source)?.index ?? this.source.length;
      if (this.isLineEnd()) return;
      if (this.source[this.at] === ':' && this.isBlank(this.at + 1)) return;
      if (this.source[this.at] === '#' && this.isBlank(this.at - 1)) return;
    }
  }

  private quoted(): void {
    const quote = this.source[this.at];
    this.at += 1;
    while (this.at < this.source.length) {
      const character = this.source[this.at];
      if (character === '\n') this.lineStart = this.at + 1;
      if (character === '\\' && quote === '"') this.at += 1;
      this.at += 1;
      if (character !== quote) continue;
      if (quote !== "'" || this.source[this.at] !== "'") return;
      this.at += 1;
    }
  }

  private replace(from: number, to: number, text: string): void {
    if (from < this.taken) return;
    this.parts.push(this.source.slice(this.taken, from), text);
    this.taken = to;
  }

  private skipWord(): void {
    this.at += 1;
    while (!this.isBlank(this.at) && !/[,[\]{}]/.test(this.source[this.at] ?? '')) this.at += 1;
  }

  private skipBlanks(): void {
    while (this.source[this.at] === ' ' || this.source[this.at] === '\t') this.at += 1;
  }

  private skipLine(): void {
    const end = this.source.indexOf('\n', this.at);
    this.at = end === -1 ? this.source.length : end + 1;
    this.lineStart = this.at;
  }

  private isLineEnd(): boolean {
    return this.at >= this.source.length || this.source[this.at] === '\n' || this.source[this.at] === '\r';
  }

  private isBlank(position: number): boolean {
    const character = this.source[position];
    return character === undefined || /[ \t\r\n]/.test(character);
  }
}

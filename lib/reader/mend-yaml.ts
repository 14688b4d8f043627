import { YamlCursor } from './yaml-cursor';

/** YAML that a parser of YAML 1.2 reads as Go does, and what Go refuses in it. */
export interface MendedYaml {
  /** As many lines as the text that was given, which differ in quotes and in blanks. */
  readonly text: string;
  /** Where Go stops reading, as an offset in the text that was given. */
  readonly refused: { readonly offset: number; readonly message: string } | undefined;
}

/**
 * Go reads `[a:, b]` as two texts, closes a list in whatever column, takes a comment that touches what is before it, and
 * never takes a tab for indentation: YAML 1.2 has other rules. Quotes such texts, and moves lines within lists, maps and
 * quotes to the right, where no parser takes them for the end of what is around.
 */
export function mendYaml(text: string): MendedYaml {
  return mayDiffer.test(text) ? new Mender(text).mend() : { text, refused: undefined };
}

/** The same for a text that YAML 1.2 cannot be: there is something to mend, or nobody can read it. */
export function mendAll(text: string): MendedYaml {
  return new Mender(text).mend();
}

/** Brackets; tabs and texts of several lines that start a line; line ends of YAML 1.1; escapes, tags and anchors. */
const mayDiffer = /[{[\u2028\u2029]|^[ ?-]*\t|^[|>]|\\[/uU]|!!\s|[&*][\w-]*[^\w\s-]/m;

const endOfPlain = /[:#\r\n]/g;
const farRight = ' '.repeat(64);

/** Go takes nothing for a key whose colon is further away. */
const longestKey = 1024;

class Mender {
  private readonly cursor: YamlCursor;
  /** Line ends of YAML 1.1 that stand in quotes, where they are text. */
  private quotedSeparators = 0;

  constructor(private readonly source: string) {
    this.cursor = new YamlCursor(source);
  }

  mend(): MendedYaml {
    const { cursor } = this;
    if (this.source.startsWith('---') && cursor.isBlank(3)) cursor.at = 3;
    while (!cursor.isEnd() && cursor.refused === undefined) this.blockLine();
    const separator = this.source.search(/[\u2028\u2029]/);
    if (separator >= 0 && this.source.split(/[\u2028\u2029]/).length - 1 > this.quotedSeparators) {
      cursor.refuse('U+2028 and U+2029 end a line, write them as "\\u2028" and "\\u2029" in double quotes', separator);
    }
    return { text: cursor.text(), refused: cursor.refused };
  }

  /** One line outside of lists and maps in brackets, and all lines that belong to what starts on it. */
  private blockLine(): void {
    const { cursor } = this;
    let entry = -1;
    let isIndentation = cursor.at === cursor.lineStart;
    for (;;) {
      if (isIndentation) this.indentation();
      else this.blanks();
      if (entry < 0 && isIndentation) entry = cursor.column - 1;
      const { character, column } = cursor;
      if (cursor.isLineEnd()) return cursor.skipLine();
      if (character === '#') {
        if (!cursor.isBlank(cursor.at - 1)) cursor.replace(cursor.at, cursor.at, ' ');
        return cursor.skipLine();
      }
      if ((character === '-' || character === '?' || character === ':') && cursor.isBlank(cursor.at + 1)) {
        if (character !== ':') entry = column;
        isIndentation = character !== ':';
        cursor.at += 1;
        continue;
      }
      isIndentation = false;
      if (character === '&' || character === '*') this.anchor();
      else if (character === '!') this.tag();
      else if (character === '|' || character === '>') return this.blockScalar(entry);
      else if (character === '[' || character === '{') this.flow(entry);
      else {
        const isQuoted = character === '"' || character === "'";
        if (isQuoted) this.quoted();
        else this.plainInBlock();
        cursor.skipBlanks();
        if (cursor.character === ':' && cursor.isBlank(cursor.at + 1)) entry = column;
        else if (cursor.isLineEnd() && !isQuoted) return this.continuation(entry);
      }
      if (cursor.refused !== undefined) return;
    }
  }

  /** What stands before the first character of a line, or behind the dash of an item. */
  private indentation(): void {
    const { cursor } = this;
    const start = cursor.at;
    cursor.skipSpaces();
    if (cursor.character !== '\t') return;
    // What begins with a brace is taken for JSON, where tabs are as good as spaces.
    if (start === 0 && /^[ \t]*\{/.test(this.source)) this.blanks();
    else this.refuseTab();
  }

  /** Tabs are as good as spaces between what stands on a line. */
  private blanks(): void {
    const { cursor } = this;
    const start = cursor.at;
    cursor.skipBlanks();
    const length = cursor.at - start;
    if (length > 0 && this.source.slice(start, cursor.at).includes('\t'))
      cursor.replace(start, cursor.at, ' '.repeat(length));
  }

  private refuseTab(): void {
    this.cursor.refuse('a tab is no indentation, put spaces in its place');
    this.cursor.skipBlanks();
  }

  /** Text goes on in all lines that stand further to the right than what it belongs to. */
  private continuation(entry: number): void {
    const { cursor } = this;
    cursor.skipLine();
    while (!cursor.isEnd() && cursor.refused === undefined) {
      cursor.skipSpaces();
      const { column } = cursor;
      if (cursor.character === '\t') {
        if (column <= entry) return this.refuseTab();
        cursor.skipBlanks();
      }
      if (!cursor.isLineEnd() && (column <= entry || cursor.character === '#')) {
        cursor.at = cursor.lineStart;
        return;
      }
      cursor.skipLine();
    }
  }

  private blockScalar(entry: number): void {
    const { cursor } = this;
    const [header = '', digit] = /^[|>][-+]?([1-9])?[-+]?/.exec(this.source.slice(cursor.at, cursor.at + 4)) ?? [];
    cursor.at += header.length;
    if (cursor.character === '#') cursor.replace(cursor.at, cursor.at, ' ');
    cursor.skipLine();
    let indent = digit === undefined ? 0 : Math.max(entry, 0) + Number(digit);
    let deepest = 0;
    while (!cursor.isEnd()) {
      while (cursor.character === ' ' && (indent === 0 || cursor.column < indent)) cursor.at += 1;
      const { column } = cursor;
      if (cursor.character === '\t' && (indent === 0 || column < indent)) return this.refuseTab();
      if (indent === 0) deepest = Math.max(deepest, column);
      if (!cursor.isLineEnd()) {
        if (indent === 0) indent = Math.max(deepest, entry + 1, 1);
        if (column < indent) {
          if (entry < 0 && deepest === 0) cursor.refuse('text of several lines must be indented, indent it');
          cursor.at = cursor.lineStart;
          return;
        }
      }
      cursor.skipLine();
    }
  }

  private flow(entry: number): void {
    const { cursor } = this;
    const opened: { readonly at: number; readonly isMap: boolean }[] = [];
    let previous: string | undefined;
    let [keyStart, isExplicit] = [cursor.at, false];
    do {
      this.skipFlowSpace();
      const { character } = cursor;
      if (character === undefined || cursor.refused !== undefined) return;
      const separates = previous === undefined || /[[{,:?]/.test(previous);
      if (character === ':') {
        if (!cursor.isBlank(cursor.at + 1) && separates) {
          this.refuseText('a colon starts no text within brackets');
        } else if (!separates && !isExplicit) this.assertKey(keyStart);
        isExplicit = false;
      } else if (separates && !/[\]},]/.test(character)) keyStart = cursor.at;
      if (character === ',') isExplicit = false;
      if (character === '[' || character === '{') opened.push({ at: keyStart, isMap: character === '{' });
      if (character === ']' || character === '}') keyStart = opened.pop()?.at ?? keyStart;
      // An anchor or a tag stands before the key that it belongs to.
      if (character !== '&' && character !== '!') previous = character;
      else if (separates) previous = '&';
      if (/[[\]{},:]/.test(character)) cursor.at += 1;
      else if (character === '"' || character === "'") this.quoted();
      else if (character === '&' || character === '*') this.anchor();
      else if (character === '!') this.tag();
      else if (character === '?') {
        isExplicit = true;
        this.explicitKey();
      } else this.plainInFlow(entry);
    } while (opened.length > 0);
  }

  /** Go looks for the colon of a key on the line where the key starts. */
  private assertKey(start: number): void {
    const key = this.source.slice(start, this.cursor.at);
    if (!key.includes('\n') && Buffer.byteLength(key) <= longestKey) return;
    this.cursor.refuse('a key and its colon must stand on one line, put them there');
  }

  private refuseText(rule: string): void {
    this.cursor.refuse(`${rule}, put the text in quotes`);
  }

  /** With a blank behind it or without: `{?a: 1}` has the key `a`. */
  private explicitKey(): void {
    const { cursor } = this;
    if (!cursor.isBlank(cursor.at + 1)) cursor.replace(cursor.at, cursor.at + 1, '? ');
    cursor.at += 1;
  }

  private skipFlowSpace(): void {
    const { cursor } = this;
    for (;;) {
      this.blanks();
      if (cursor.character === '#') {
        if (!cursor.isBlank(cursor.at - 1)) cursor.replace(cursor.at, cursor.at, ' ');
        const end = this.source.indexOf('\n', cursor.at);
        cursor.at = end === -1 ? this.source.length : end;
      }
      if (!cursor.isLineEnd() || cursor.isEnd()) return;
      cursor.skipLine();
      this.indentLine();
    }
  }

  /** Puts the line far to the right, unless it is a marker or empty. */
  private indentLine(): void {
    const { cursor } = this;
    const start = cursor.at;
    cursor.skipBlanks();
    if (cursor.isLineEnd() || (start === cursor.at && this.isMarker())) return;
    cursor.replace(start, cursor.at, farRight);
  }

  private isMarker(): boolean {
    const { source, cursor } = this;
    return (
      (source.startsWith('---', cursor.at) || source.startsWith('...', cursor.at)) && cursor.isBlank(cursor.at + 3)
    );
  }

  /** Up to a comma, a bracket, a question mark, or a colon with a blank behind it. */
  private plainInFlow(entry: number): void {
    const { cursor } = this;
    const start = cursor.at;
    let [end, isAmbiguous] = [start, false];
    while (!cursor.isEnd()) {
      const character = cursor.character ?? '';
      if (/[,[\]{}]/.test(character)) break;
      if (character === '?') return this.refuseText('a question mark ends a text within brackets');
      if (character === ':' && cursor.isBlank(cursor.at + 1)) break;
      if (character === '#' && cursor.isBlank(cursor.at - 1)) break;
      if (character === ':' && /[,[\]{}]/.test(this.source[cursor.at + 1] ?? '')) isAmbiguous = true;
      if (/[\r\n]/.test(character)) {
        if (this.hasTabBefore(entry)) return this.refuseTab();
        this.skipFlowSpace();
        continue;
      }
      cursor.at += 1;
      if (!cursor.isBlank(cursor.at - 1)) end = cursor.at;
    }
    if (this.source.slice(start, end) === '-' && cursor.isBlank(end)) {
      return cursor.refuse('a dash starts no item within brackets, put it in quotes', start);
    }
    // A dash alone is text too.
    if (isAmbiguous || this.source.slice(start, end) === '-')
      cursor.replace(start, end, `'${this.source.slice(start, end).replaceAll("'", "''")}'`);
  }

  /** Whether a tab starts the next line further to the left than what is in brackets belongs. */
  private hasTabBefore(entry: number): boolean {
    const next = this.source.indexOf('\n', this.cursor.at) + 1;
    let at = next;
    while (next > 0 && this.source[at] === ' ') at += 1;
    return next > 0 && this.source[at] === '\t' && at - next <= entry;
  }

  private plainInBlock(): void {
    const { cursor } = this;
    for (; ; cursor.at += 1) {
      // What may end a text is looked for by the engine, which is faster than one character after the other.
      endOfPlain.lastIndex = cursor.at;
      cursor.at = endOfPlain.exec(this.source)?.index ?? this.source.length;
      if (cursor.isLineEnd()) return;
      if (cursor.character === ':' && cursor.isBlank(cursor.at + 1)) return;
      if (cursor.character === '#' && cursor.isBlank(cursor.at - 1)) return;
    }
  }

  private quoted(): void {
    const { cursor } = this;
    const quote = cursor.character;
    cursor.at += 1;
    while (!cursor.isEnd()) {
      const { character } = cursor;
      if (character === '\n') {
        cursor.skipLine();
        this.indentLine();
        continue;
      }
      if (character === '\u2028' || character === '\u2029') this.quotedSeparators += 1;
      if (character === '\\' && quote === '"') this.escape();
      else cursor.at += 1;
      if (character !== quote) continue;
      if (quote !== "'" || cursor.character !== "'") return;
      cursor.at += 1;
    }
  }

  private escape(): void {
    const { cursor } = this;
    const next = this.source.slice(cursor.at + 1, cursor.at + 10);
    if (next.startsWith('/')) cursor.refuse('there is no need to escape a slash, remove the backslash before it');
    if (/^(u|U0000)[dD][89a-fA-F]/.test(next)) {
      cursor.refuse('no half of a character can be escaped, write "\\U" and eight digits of all of it');
    }
    cursor.at += next.startsWith('\n') ? 1 : 2;
  }

  /** Go knows letters, digits, `_` and `-` in names of anchors, and nothing else may touch them. */
  private anchor(): void {
    const { cursor } = this;
    cursor.at += 1;
    const start = cursor.at;
    while (/[\w-]/.test(cursor.character ?? '')) cursor.at += 1;
    if (cursor.at > start && (cursor.isBlank(cursor.at) || /[?:,\]}%@`]/.test(cursor.character ?? ''))) return;
    cursor.refuse('an anchor is named by letters, digits, "-" and "_", rename it');
  }

  private tag(): void {
    const { cursor } = this;
    const start = cursor.at;
    const end = this.source.startsWith('!<', start) ? this.source.indexOf('>', start) + 1 : 0;
    cursor.at = Math.max(end, start);
    while (!cursor.isBlank(cursor.at) && !/[,[\]{}]/.test(cursor.character ?? '')) cursor.at += 1;
    if (!cursor.isBlank(cursor.at)) cursor.refuse('a tag ends at a blank, put one behind it');
    if (cursor.at - start === 2 && this.source[start + 1] === '!') cursor.refuse('a tag has a name, remove or name it');
  }
}

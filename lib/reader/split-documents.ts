import { splitJson } from './split-json';

/** The text of one document, and the line on which it starts, from 1. */
export interface DocumentText {
  readonly text: string;
  readonly line: number;
  /** What kubectl refuses of the lines before the first value; undefined where it reads them. */
  readonly refused?: string;
}

/**
 * Cuts a stream where a line starts with `---`, as kubectl does: an error in one document leaves the others readable.
 * Documents without content are left out.
 */
export function splitDocuments(bytes: string): readonly DocumentText[] {
  const stream = bytes.replace(/^\uFEFF/, '');
  const documents: DocumentText[] = [];
  const separator = /^---/gm;
  let start = 0;
  let line = 1;
  for (;;) {
    separator.lastIndex = start + 1;
    const end = separator.exec(stream)?.index ?? stream.length;
    const text = withLineFeeds(stream.slice(start, end));
    // Two braces open a template's action, not a value.
    const isJson = /^\s*\{(?:[^{]|$)/.test(text);
    const refused = refusals.map((refusal) => refusal(text)).find((reason) => reason !== undefined);
    if (refused !== undefined) documents.push({ text: hasContent(text) ? withoutMarks(text) : '', line, refused });
    else if (hasContent(text)) {
      for (const one of isJson ? splitJson({ text, line }) : [{ text, line }]) documents.push(one);
    }
    if (end === stream.length) return documents;
    line += countLines(text);
    start = end;
  }
}

/** With line feeds for the other ends of lines that are the same to Go. */
function withLineFeeds(text: string): string {
  return text.replace(/\u0085|\r(?!\n)/g, '\n');
}

const refusals = [refusedMarker, refusedByteOrderMark, refusedEnd, refusedTab, refusedDirective];

/** Whether there is more than blank lines, comments, markers and directives. */
function hasContent(text: string): boolean {
  return /^(?:[ \t]+[^\s#%]|[^\s#%.-]|-{1,2}(?:[^-]|$)|\.{1,2}(?:[^.]|$)|--- *[^\s#])/m.test(text);
}

/** kubectl reads what stands before a marker as a document of its own, which directives alone are not. */
function refusedDirective(text: string): string | undefined {
  if (hasContent(text)) return undefined;
  const [directive] = /^%[^\r\n]*/m.exec(text) ?? [];
  if (directive === undefined) return undefined;
  return `kubectl reads no directives such as ${JSON.stringify(directive.slice(0, 40))}: remove the line`;
}

function refusedMarker(text: string): string | undefined {
  const [, behind] = /^---[ \t]*([^\s#][^\r\n]*)/.exec(text) ?? [];
  if (behind === undefined) return undefined;
  return 'kubectl reads no document that starts on the line of its marker: start it on the next line';
}

/** `cat` joins files that have one, and kubectl reads a mark in the middle as a part of the text behind it. */
function refusedByteOrderMark(text: string): string | undefined {
  if (!/^\uFEFF/m.test(text)) return undefined;
  return 'kubectl reads a byte order mark only where a file starts: remove the one within it';
}

/** Without anything before it, the end of a document ends none. */
function refusedEnd(text: string): string | undefined {
  const first = text.split('\n').find((line) => !/^\s*(#|$)/.test(line)) ?? '';
  if (!/^\.\.\.(?=\s|$)/.test(first)) return undefined;
  return 'kubectl reads no document that starts with three dots: remove the line';
}

/** Blank lines are nothing, but for those of tabs. */
function refusedTab(text: string): string | undefined {
  if (!/^ *\t/m.test(text) || hasContent(text)) return undefined;
  return 'kubectl takes a tab for no space where a line starts: remove it';
}

/** As it can be read all the same. */
function withoutMarks(text: string): string {
  return text.replace(/^\uFEFF/gm, '').replace(/^---(?=[^ \t\r\n])/, '--- ');
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

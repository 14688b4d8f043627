import { constructFromEvents, EVENT_ID, parseEvents, YAMLException, type Event } from 'js-yaml';
import { hasVariable, renderFirst } from '../checks/to-render-first';
import { AliasBudget } from './alias-budget';
import { duplicateKeys } from './duplicate-keys';
import { goYamlSchema } from './go-yaml-schema';
import { mendAll, mendYaml, type MendedYaml } from './mend/mend-yaml';
import type { ReadLimits } from './read-limits';
import { splitDocuments, type DocumentText } from './split-documents';
import { settleScalars } from './written-scalars';

/** A document that could be read, and the line of its first key. */
export interface ParsedDocument {
  readonly value: unknown;
  readonly line: number;
}

/** Why a document, or a part of it, could not be read. Line and column count from 1. */
export interface ParseProblem {
  readonly id: 'valid-yaml' | 'unique-key';
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly fix: string;
}

/** Reads a stream of YAML or JSON documents. What is wrong with one document leaves the others readable. */
export function parseDocuments(
  stream: string,
  limits: ReadLimits,
  budget = new AliasBudget(limits),
): { readonly documents: readonly ParsedDocument[]; readonly problems: readonly ParseProblem[] } {
  const documents: ParsedDocument[] = [];
  const problems: ParseProblem[] = [];
  for (const document of splitDocuments(stream)) {
    const parsed = parseDocument(document, limits, budget);
    for (const one of parsed.documents) documents.push(one);
    for (const one of parsed.problems) problems.push(one);
  }
  return { documents, problems };
}

/** Duplicate keys that are reported of one document. */
const reportedDuplicates = 20;

interface Parsed {
  readonly documents: readonly ParsedDocument[];
  readonly problems: readonly ParseProblem[];
}

function parseDocument(document: DocumentText, limits: ReadLimits, budget: AliasBudget): Parsed {
  const { line, refused } = document;
  const failed = (message: string, fix: string, at = { line, column: 1 }): Parsed => ({
    documents: [],
    problems: [{ id: 'valid-yaml', ...at, message, fix }],
  });
  if (document.text.length > limits.documentBytes) {
    return failed(
      `Too long: may not be more than ${limits.documentBytes} bytes`,
      'split the document: the API server takes no object of this size',
    );
  }
  const attempt = (mended: MendedYaml): Parsed | YAMLException => {
    const { text } = mended;
    if (mended.refused !== undefined && !isJson(document.text)) {
      const at = position(document.text, mended.refused.offset);
      return failed(`Invalid value: ${mended.refused.message}`, fixFor(document.text), {
        line: line + at.line,
        column: at.column,
      });
    }
    try {
      const events = parseEvents(text, { maxDepth: limits.depth });
      const { values, duplicates } = construct(events, text);
      const problems = duplicates.slice(0, reportedDuplicates).map(({ key, offset }): ParseProblem => {
        const at = position(text, offset);
        const column = writtenColumn(at, text, document.text);
        const message = `Duplicate value: "${key}"`;
        return { id: 'unique-key', line: line + at.line, column, message, fix: 'keep one of the two' };
      });
      if (refused !== undefined) problems.push(readOtherwise(line, refused));
      if (values.length > 1) problems.push(readOtherwise(line, afterTheEnd));
      const first = events.find(({ type }) => type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE);
      const start = line + (first !== undefined && 'start' in first ? position(text, first.start).line : 0);
      const settled = values.map(settleScalars);
      for (const value of settled) {
        const excess = budget.spend(value);
        if (excess !== undefined) return failed(excess.message, excess.fix);
      }
      return { documents: settled.map((value) => ({ value, line: start })), problems };
    } catch (error) {
      return error instanceof YAMLException ? error : new YAMLException('it cannot be read');
    }
  };
  const mended = mendYaml(document.text);
  const first = attempt(mended);
  if (!(first instanceof YAMLException)) return first;
  const all = mendAll(document.text);
  const second = all.text === mended.text && all.refused === undefined ? first : attempt(all);
  if (!(second instanceof YAMLException)) return second;
  const { mark } = second;
  const at = mark === null || mark === undefined ? undefined : { line: mark.line, column: mark.column + 1 };
  const place =
    at === undefined ? undefined : { line: line + at.line, column: writtenColumn(at, all.text, document.text) };
  return failed(`Invalid value: ${reasonOf(second)}`, fixFor(document.text), place);
}

/** kubectl reads JSON by the rules of JSON. */
function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const afterTheEnd = 'kubectl reads nothing after a line of three dots: start the next document with three dashes';

/** A document that can be read here, and not by the tools that apply it. */
function readOtherwise(line: number, rule: string): ParseProblem {
  const colon = rule.lastIndexOf(': ');
  const [message, fix] = colon < 0 ? [rule, ''] : [rule.slice(0, colon), rule.slice(colon + 2)];
  return { id: 'valid-yaml', line, column: 1, message: `Invalid value: ${message}`, fix };
}

/** The reason without what it quotes: of a document that cannot be read, nobody knows what in it is a secret. */
function reasonOf(error: unknown): string {
  if (!(error instanceof YAMLException)) return 'it cannot be read';
  const { reason } = error;
  const [from, to] = [reason.indexOf(' "'), reason.lastIndexOf('"')];
  const unquoted = from >= 0 && to > from + 1 ? reason.slice(0, from) + reason.slice(to + 1) : reason;
  return unquoted.slice(0, firstOf(unquoted, [' !<', ': ']));
}

function firstOf(text: string, marks: readonly string[]): number {
  return Math.min(...marks.map((mark) => text.indexOf(mark)).map((at) => (at < 0 ? text.length : at)));
}

/** A template is no YAML yet: what it says after rendering is what counts. */
function fixFor(text: string): string {
  if (hasAction(text)) return 'render the template first, such as by `helm template`, and check what it prints';
  return hasVariable(text) ? renderFirst : 'correct the YAML at this place';
}

function hasAction(text: string): boolean {
  const start = text.indexOf('{{');
  return start !== -1 && text.includes('}}', start);
}

/** Values as the API server reads them when it is not strict: of two equal keys, the last counts. */
function construct(events: Event[], source: string) {
  try {
    return { values: constructFromEvents(events, { source, schema: goYamlSchema }), duplicates: [] };
  } catch (error) {
    const duplicates = duplicateKeys(events, source);
    if (duplicates.length === 0) throw error;
    return { values: constructFromEvents(events, { source, schema: goYamlSchema, json: true }), duplicates };
  }
}

/** The column in the text that was written: what was mended stands before it in the line. */
function writtenColumn(
  at: { readonly line: number; readonly column: number },
  mended: string,
  written: string,
): number {
  if (mended === written) return at.column;
  const added = (mended.split('\n')[at.line]?.length ?? 0) - (written.split('\n')[at.line]?.length ?? 0);
  return Math.max(1, at.column - added);
}

/** Line from 0, column from 1. */
function position(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length - 1, column: offset - before.lastIndexOf('\n') };
}

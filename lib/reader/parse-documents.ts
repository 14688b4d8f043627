import { constructFromEvents, EVENT_ID, parseEvents, YAMLException, type Event } from 'js-yaml';
import { countValues } from './count-values';
import { duplicateKeys } from './duplicate-keys';
import { goYamlSchema } from './go-yaml-schema';
import type { ReadLimits } from './read-limits';
import { splitDocuments, type DocumentText } from './split-documents';

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
): { readonly documents: readonly ParsedDocument[]; readonly problems: readonly ParseProblem[] } {
  const documents: ParsedDocument[] = [];
  const problems: ParseProblem[] = [];
  for (const document of splitDocuments(stream)) {
    const parsed = parseDocument(document, limits);
    documents.push(...parsed.documents);
    problems.push(...parsed.problems);
  }
  return { documents, problems };
}

/** Duplicate keys that are reported of one document. */
const reportedDuplicates = 20;

interface Parsed {
  readonly documents: readonly ParsedDocument[];
  readonly problems: readonly ParseProblem[];
}

function parseDocument({ text, line }: DocumentText, limits: ReadLimits): Parsed {
  const failed = (message: string, fix: string, at = { line, column: 1 }): Parsed => ({
    documents: [],
    problems: [{ id: 'valid-yaml', ...at, message, fix }],
  });
  if (text.length > limits.documentBytes) {
    return failed(
      `Too long: may not be more than ${limits.documentBytes} bytes`,
      'split the document: the API server takes no object of this size',
    );
  }
  try {
    const events = parseEvents(text, { maxDepth: limits.depth });
    const { values, duplicates } = construct(events, text);
    const problems = duplicates.slice(0, reportedDuplicates).map(({ key, offset }): ParseProblem => {
      const at = position(text, offset);
      const message = `Duplicate value: "${key}"`;
      return { id: 'unique-key', line: line + at.line, column: at.column, message, fix: 'keep one of the two' };
    });
    const first = events.find(({ type }) => type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE);
    const start = line + (first !== undefined && 'start' in first ? position(text, first.start).line : 0);
    for (const value of values) {
      const count = countValues(value);
      if (count === undefined) {
        return failed('Invalid value: an anchor contains itself', 'write out what the alias stands for');
      }
      if (count > limits.values) {
        return failed(
          `Too many: ${count} values once every alias is written out, must have at most ${limits.values}`,
          'write out what the aliases stand for, or split the document',
        );
      }
    }
    return { documents: values.map((value) => ({ value, line: start })), problems };
  } catch (error) {
    const { mark } = error instanceof YAMLException ? error : {};
    const place = mark === undefined ? undefined : { line: line + mark.line, column: mark.column + 1 };
    return failed(`Invalid value: ${reasonOf(error)}`, fixFor(text), place);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof YAMLException)) return String(error);
  return error.reason.endsWith('complex keys') ? 'a key must be a scalar, not a list or a map' : error.reason;
}

/** A template is no YAML yet: what it says after rendering is what counts. */
function fixFor(text: string): string {
  return /\{\{.*\}\}/.test(text)
    ? 'render the template first, such as by `helm template`, and check what it prints'
    : 'correct the YAML at this place';
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

/** Line from 0, column from 1. */
function position(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length - 1, column: offset - before.lastIndexOf('\n') };
}

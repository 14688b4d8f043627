import { timingSafeEqual } from 'node:crypto';
import { isJsonArray, isJsonObject } from '../../manifest/objects/json';
import { isTreeFile } from './inventory';
import { markOfThisMachine } from './machine-key';

/** A file that a synth takes away. */
export interface Removal {
  /** Relative to the output folder. */
  readonly file: string;
  /** SHA-256 of its content: a file that is another one by now stays. */
  readonly sha256: string;
}

/** What is left to do when a synth has decided to change the tree, besides moving the files that it has staged. */
export interface Journal {
  /** Number of the files that were staged. */
  readonly written: number;
  readonly removals: readonly Removal[];
}

/** The journal's file: a line that says what it is, the mark of this machine, and the journal itself as JSON. */
export function formatJournal(journal: Journal): string {
  const content = JSON.stringify(journal);
  return `${title}\n${markOfThisMachine(content)}\n${content}\n`;
}

/**
 * Reads a journal back.
 *
 * @throws when it is none, or when no synth of this machine has written it: it says what to write and to remove, and a
 *   file that was committed must not say that
 */
export function parseJournal(text: string): Journal {
  const [first, mark = '', content = ''] = text.split('\n');
  if (first !== title) throw new JournalError('it is damaged, or another version of the library wrote it');
  if (!isEqual(mark, markOfThisMachine(content)))
    throw new JournalError('no synth of this user on this machine has written it');
  const journal: unknown = JSON.parse(content);
  if (!isJournal(journal)) throw new JournalError('it is damaged');
  return journal;
}

export class JournalError extends Error {}

const title = 'cdk8s-blueprints journal 2';

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function isJournal(value: unknown): value is Journal {
  if (!isJsonObject(value) || typeof value.written !== 'number' || !isJsonArray(value.removals)) return false;
  return value.removals.every(
    (removal) =>
      isJsonObject(removal) &&
      typeof removal.sha256 === 'string' &&
      typeof removal.file === 'string' &&
      isTreeFile(removal.file),
  );
}

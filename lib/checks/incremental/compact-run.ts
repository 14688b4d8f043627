import type { AnswerDigests } from './answer-digests';
import type { StoredReads, StoredResult, StoredRun } from './check-cache';
import { digestOfAnswer } from './earlier-run';
import type { ReadRecorder } from './read-recorder';

/** A run as it is stored: only the questions that a result still rests on, equal groups once, all numbered anew. */
export function compactRun({
  key,
  facts,
  results,
  recorder,
  digests,
}: {
  readonly key: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly results: ReadonlyMap<string, StoredResult>;
  readonly recorder: ReadRecorder;
  readonly digests: ReadonlyMap<string, AnswerDigests>;
}): StoredRun {
  const queries: [string, string][] = [];
  const groups: StoredReads[] = [];
  const queryNumbers = new Map<number, number>();
  const groupNumbers = new Map<number, number>();
  const equalGroups = new Map<string, number>();
  const objects: Record<string, StoredResult> = {};
  for (const [content, { problems, ...reads }] of results) objects[content] = { ...renumber(reads), problems };
  return { key, facts, queries, groups, objects };

  function renumber(reads: StoredReads): StoredReads {
    return { queries: reads.queries.map(queryNumber), groups: reads.groups.map(groupNumber) };
  }

  function queryNumber(old: number): number {
    let number = queryNumbers.get(old);
    if (number === undefined) {
      const query = recorder.queries[old] ?? '';
      number = queries.push([query, digestOfAnswer(query, digests) ?? '']) - 1;
      queryNumbers.set(old, number);
    }
    return number;
  }

  function groupNumber(old: number): number {
    let number = groupNumbers.get(old);
    if (number === undefined) {
      const group = renumber(recorder.groups[old] ?? { queries: [], groups: [] });
      const content = JSON.stringify(group);
      number = equalGroups.get(content) ?? groups.push(group) - 1;
      equalGroups.set(content, number);
      groupNumbers.set(old, number);
    }
    return number;
  }
}

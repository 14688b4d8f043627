import type { AnswerDigests } from './answer-digests';
import type { StoredReads, StoredResult, StoredRun } from './check-cache';

/** The results of the run before, of which those are used whose questions are still answered alike. */
export class EarlierRun {
  readonly queries: readonly string[];
  readonly groups: readonly StoredReads[];
  private readonly queryHolds = new Map<number, boolean>();
  private readonly groupHolds = new Map<number, boolean>();

  constructor(
    private readonly run: StoredRun | undefined,
    /** By name of the set, as the recorder has it. */
    private readonly digests: ReadonlyMap<string, AnswerDigests>,
  ) {
    this.queries = run?.queries.map(([query]) => query) ?? [];
    this.groups = run?.groups ?? [];
  }

  /** The result for an object of this content, if all that it rests on still holds. */
  resultOf(content: string): StoredResult | undefined {
    const result = this.run?.objects[content];
    return result !== undefined && this.allHold(result) ? result : undefined;
  }

  private allHold({ queries, groups }: StoredReads): boolean {
    return (
      groups.every((group) => remembered(this.groupHolds, group, () => this.isComputedAlike(group))) &&
      queries.every((query) => remembered(this.queryHolds, query, () => this.isAnsweredAlike(query)))
    );
  }

  private isComputedAlike(group: number): boolean {
    const reads = this.groups[group];
    return reads !== undefined && this.allHold(reads);
  }

  private isAnsweredAlike(number: number): boolean {
    const stored = this.run?.queries[number];
    if (stored === undefined) return false;
    const [query, before] = stored;
    return digestOfAnswer(query, this.digests) === before;
  }
}

/** The digest of the answer to a question as the recorder writes it: `<set> <query as JSON>`. */
export function digestOfAnswer(query: string, digests: ReadonlyMap<string, AnswerDigests>): string | undefined {
  const space = query.indexOf(' ');
  return digests.get(query.slice(0, space))?.answer(query.slice(space + 1));
}

function remembered(known: Map<number, boolean>, number: number, decide: () => boolean): boolean {
  let holds = known.get(number);
  if (holds === undefined) {
    // A damaged file may refer in a circle: what is being decided does not hold.
    known.set(number, false);
    holds = decide();
    known.set(number, holds);
  }
  return holds;
}

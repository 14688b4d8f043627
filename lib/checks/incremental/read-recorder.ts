import type { ManifestObserver, ManifestQuery } from '../../manifest/objects/manifest-query';
import type { StoredReads } from './check-cache';

/** What a reader asked: questions, and groups of questions that stand behind shared values. Both by number. */
interface Reads {
  readonly queries: Set<number>;
  readonly groups: Set<number>;
}

/**
 * Writes down what each reader asks of the sets it sees. A question is kept once, however many readers ask it;
 * so is what a shared value was computed from.
 */
export class ReadRecorder {
  /** All questions, as `<set> <query as JSON>`, those of the earlier run first. */
  readonly queries: string[];
  /** What each shared value was computed from, those of the earlier run first. */
  readonly groups: StoredReads[];
  private readonly numbers: Map<string, number>;
  private reads: Reads = { queries: new Set(), groups: new Set() };

  constructor(earlier: { readonly queries: readonly string[]; readonly groups: readonly StoredReads[] }) {
    this.queries = [...earlier.queries];
    this.groups = [...earlier.groups];
    this.numbers = new Map(earlier.queries.map((query, number) => [query, number]));
  }

  /** Runs a reader and returns what it asked. */
  record(reader: () => void): Reads {
    const [, reads] = this.within(reader);
    return reads;
  }

  /** What a set is observed by; the name tells the sets apart. */
  observer(set: string): ManifestObserver {
    const groups = new Map<object, number>();
    const use = (value: object) => {
      const group = groups.get(value);
      if (group !== undefined) this.reads.groups.add(group);
    };
    return {
      asked: (query) => this.reads.queries.add(this.numberOf(set, query)),
      computing: (value, compute) => {
        const [result, reads] = this.within(compute);
        groups.set(value, this.groups.push({ queries: [...reads.queries], groups: [...reads.groups] }) - 1);
        use(value);
        return result;
      },
      reused: use,
    };
  }

  private within<T>(reader: () => T): readonly [T, Reads] {
    const outer = this.reads;
    const reads: Reads = { queries: new Set(), groups: new Set() };
    this.reads = reads;
    try {
      return [reader(), reads];
    } catch (error) {
      // Whoever catches this depends on what was asked until then.
      for (const query of reads.queries) outer.queries.add(query);
      for (const group of reads.groups) outer.groups.add(group);
      throw error;
    } finally {
      this.reads = outer;
    }
  }

  private numberOf(set: string, query: ManifestQuery): number {
    const text = `${set} ${JSON.stringify(query)}`;
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.queries.push(text) - 1;
      this.numbers.set(text, number);
    }
    return number;
  }
}

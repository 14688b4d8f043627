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

  /** What a set is observed by, and its outlines: the name tells the sets apart. */
  observer(set: string): ManifestObserver {
    const outlines: ManifestObserver = {
      ...this.observerOf(outlinesOf(set)),
      get outlines() {
        return outlines;
      },
    };
    return { ...this.observerOf(set), outlines };
  }

  private observerOf(set: string): Omit<ManifestObserver, 'outlines'> {
    const groups = new Map<object, number>();
    const asked = new Map<string, number>();
    const use = (value: object) => {
      const group = groups.get(value);
      if (group !== undefined) this.reads.groups.add(group);
    };
    return {
      asked: (query) => {
        const key = keyOf(query);
        let number = asked.get(key);
        if (number === undefined) asked.set(key, (number = this.numberOf(set, query)));
        this.reads.queries.add(number);
      },
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

/** The name of the set that has the outlines of the objects of another. */
export function outlinesOf(set: string): string {
  return `${set}/outlines`;
}

/** A key of its own for each question, which takes less time to write than its JSON: most are asked again and again. */
function keyOf(query: ManifestQuery): string {
  switch (query.about) {
    case 'all':
      return 'all';
    case 'object': {
      const { group, kind, namespace, name } = query.identity;
      return `object ${delimited(group)}${delimited(kind)}${delimited(namespace)}${name}`;
    }
    case 'kind':
      return `kind ${delimited(query.group)}${delimited(query.kind)}${optional(query.namespace)}`;
    case 'name':
      return `name ${delimited(query.namespace)}${query.name}`;
    case 'pods': {
      const selector = query.selector === undefined ? '' : JSON.stringify(query.selector);
      return `pods ${delimited(selector)}${optional(query.namespace)}`;
    }
  }
}

/** A name may hold any character: its length says where it ends. */
function delimited(text: string): string {
  return `${text.length}:${text}`;
}

function optional(text: string | undefined): string {
  return text === undefined ? '' : `:${text}`;
}

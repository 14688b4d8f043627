import type { StoredRun, StoredRuns } from './check-cache';

/** So many trees are remembered, so that memory does not grow with the fleet. */
const remembered = 8;

/**
 * The last runs of one program, for clusters that are judged one after the other: objects that are the same in the next
 * cluster, and meet the same there, are not checked again.
 */
export class RecentRuns implements StoredRuns {
  /** Runs do not outlive the program. */
  readonly version = 'this program';
  private readonly runs: StoredRun[] = [];
  private readonly trees: ReadonlySet<string>[] = [];

  candidates(): readonly StoredRun[] {
    return this.runs;
  }

  /** Only where half of the objects were in an earlier tree: writing down what each check asks takes time. */
  wants(sample: () => readonly string[]): boolean {
    const contents = sample();
    const isLike = (tree: ReadonlySet<string>) =>
      contents.filter((content) => tree.has(content)).length * 2 >= contents.length;
    const isWanted = this.trees.some(isLike);
    keepFirst(this.trees, new Set(contents));
    return isWanted;
  }

  set(_: string, run: StoredRun): void {
    keepFirst(this.runs, run);
  }
}

function keepFirst<T>(list: T[], item: T): void {
  list.unshift(item);
  list.splice(remembered);
}

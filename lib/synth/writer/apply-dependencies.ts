import { appendTo } from '../../manifest/objects/append-to';
import { compareText } from '../../manifest/objects/compare-text';
import type { InventoryEntry } from './inventory';

/** What comes from one construct, or from below it, is applied after what comes from another one. */
export interface Dependency {
  /** Path of the construct that depends on the other one. */
  readonly from: string;
  readonly to: string;
}

/** The order that dependencies want among objects: files are applied by their names, the objects of a file one by one. */
export class ApplyDependencies {
  private readonly dependencies: readonly Dependency[];
  private readonly below = new Map<string, InventoryEntry[]>();
  private readonly leaving = new Map<string, Dependency[]>();
  private readonly cycles: string[] = [];

  constructor(dependencies: readonly Dependency[], entries: readonly InventoryEntry[]) {
    this.dependencies = dependencies.filter(({ from, to }) => !isBelow(from, to) && !isBelow(to, from));
    const paths = new Set(this.dependencies.flatMap(({ from, to }) => [from, to]));
    if (paths.size === 0) return;
    for (const entry of entries)
      for (const path of stepsOf(entry.origin ?? '')) if (paths.has(path)) appendTo(this.below, path, entry);
    for (const dependency of this.dependencies) appendTo(this.leaving, dependency.from, dependency);
  }

  /** Dependencies that the names of files speak against, and those that `order` found to go in a circle. */
  problems(): readonly string[] {
    const misplaced = this.dependencies.flatMap(({ from, to }) => {
      const first = this.filesBelow(from)[0];
      const last = this.filesBelow(to).at(-1);
      if (first === undefined || last === undefined || compareFiles(last, first) <= 0) return [];
      return [
        `${from} depends on ${to}, but files are applied in the order of their names: ${last} comes after ${first}\n` +
          `  fix:  remove addDependency, and leave the order to the GitOps engine, such as to its sync waves; ` +
          `or put both into one chart, with layout: 'file-per-chart'`,
      ];
    });
    return [...this.cycles, ...misplaced];
  }

  /** The objects of one file, each after those that it depends on, else in the order in which they are given. */
  order<T extends { readonly entry: InventoryEntry }>(documents: readonly T[]): readonly T[] {
    if (this.below.size === 0) return documents;
    const documentOf = new Map(documents.map((document) => [document.entry, document]));
    const ordered = new Set<T>();
    const visited = new Set<object>();
    const visit = (document: T): void => {
      if (visited.has(document)) return;
      visited.add(document);
      for (const dependency of this.dependenciesOf(document.entry)) {
        if (visited.has(dependency)) continue;
        visited.add(dependency);
        for (const entry of this.below.get(dependency.to) ?? []) {
          const needed = documentOf.get(entry);
          if (needed !== undefined && visited.has(needed) && !ordered.has(needed))
            this.cycles.push(inACircle(dependency));
          if (needed !== undefined) visit(needed);
        }
      }
      ordered.add(document);
    };
    for (const document of documents) visit(document);
    return [...ordered];
  }

  private dependenciesOf({ origin = '' }: InventoryEntry): readonly Dependency[] {
    return stepsOf(origin).flatMap((path) => this.leaving.get(path) ?? []);
  }

  private filesBelow(path: string): readonly string[] {
    return (this.below.get(path) ?? []).map(({ file }) => file).sort(compareFiles);
  }
}

function inACircle({ from, to }: Dependency): string {
  return `${from} depends on ${to}, which depends on it as well\n  fix:  remove one call of addDependency`;
}

/** `a`, `a/b` and `a/b/c` for `a/b/c`. */
function stepsOf(path: string): readonly string[] {
  const steps = path.split('/');
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}

function isBelow(path: string, other: string): boolean {
  return path === other || other === '' || path.startsWith(`${other}/`);
}

/** As a folder is walked: by the name of each step. */
function compareFiles(one: string, other: string): number {
  return compareText(one.replaceAll('/', '\0'), other.replaceAll('/', '\0'));
}

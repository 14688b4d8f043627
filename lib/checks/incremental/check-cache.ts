import { isJsonArray, isJsonObject, type JsonObject } from '../../manifest/objects/json';
import type { Problem } from '../finding';
import { digest } from './digest';

/** What one run found in one cluster's tree, and every question whose answer it rests on. */
export interface StoredRun {
  /** Digest of what all results depend on: the checks, the schemas, the library's version. */
  readonly key: string;
  /** Digest of each fact of the cluster that any check read. */
  readonly facts: Readonly<Record<string, string>>;
  /** `[<set> <query as JSON>, digest of the answer]` */
  readonly queries: readonly (readonly [string, string])[];
  /** What each shared value was computed from, as numbers of queries and of other groups. */
  readonly groups: readonly StoredReads[];
  /** Keyed by digest of the object's content. */
  readonly objects: Readonly<Record<string, StoredResult>>;
}

export interface StoredReads {
  readonly queries: readonly number[];
  readonly groups: readonly number[];
}

export interface StoredResult extends StoredReads {
  readonly problems: readonly StoredProblem[];
}

/** A problem without the object that it is about, which may stand elsewhere by now. */
export interface StoredProblem extends Omit<Problem, 'object'> {
  readonly check: string;
  /** Digest of the object that it is about; left out where it is the visited one. */
  readonly object?: string;
}

/** Where results of earlier runs are found. */
export interface StoredRuns {
  /** Results of another version of the library are never used. */
  readonly version: string;
  /** Runs whose results may hold for a cluster, the likeliest first. */
  readonly candidates: (cluster: string) => readonly StoredRun[];
  /** Whether it is worth the time to keep the results for a tree with such contents, and to look for earlier ones. */
  readonly wants: (sample: () => readonly string[]) => boolean;
  readonly set: (cluster: string, run: StoredRun) => void;
}

/** The results of earlier runs by cluster: a value that the caller keeps, in memory or as a file. */
export class CheckCache implements StoredRuns {
  private readonly runs = new Map<string, StoredRun>();

  constructor(
    /** Results of another version of the library are never used. */
    readonly version: string,
  ) {}

  candidates(cluster: string): readonly StoredRun[] {
    const run = this.runs.get(cluster);
    return run === undefined ? [] : [run];
  }

  wants(): boolean {
    return true;
  }

  set(cluster: string, run: StoredRun): void {
    this.runs.set(cluster, run);
  }

  /** The content of a cache file: a digest, and what it is the digest of. */
  format(): string {
    const runs = JSON.stringify({ version: this.version, runs: Object.fromEntries(this.runs) });
    return `${digest(runs)}\n${runs}\n`;
  }

  /** Reads a cache file. One that is damaged, or of another version, is an empty cache: nothing is lost but time. */
  static parse(text: string, version: string): CheckCache {
    const cache = new CheckCache(version);
    const [expected, runs = ''] = text.split('\n');
    if (digest(runs) !== expected) return cache;
    const file: unknown = JSON.parse(runs);
    if (!isJsonObject(file) || file.version !== version || !isJsonObject(file.runs)) return cache;
    for (const [cluster, run] of Object.entries(file.runs)) if (isStoredRun(run)) cache.set(cluster, run);
    return cache;
  }
}

function isStoredRun(run: unknown): run is StoredRun {
  return (
    isJsonObject(run) &&
    typeof run.key === 'string' &&
    isJsonObject(run.facts) &&
    Object.values(run.facts).every(isString) &&
    isJsonArray(run.queries) &&
    run.queries.every((query) => isJsonArray(query) && query.length === 2 && query.every(isString)) &&
    isJsonArray(run.groups) &&
    run.groups.every(isStoredReads) &&
    isJsonObject(run.objects) &&
    Object.values(run.objects).every(isStoredResult)
  );
}

function isStoredReads(reads: unknown): reads is JsonObject {
  return isJsonObject(reads) && isNumbers(reads.queries) && isNumbers(reads.groups);
}

function isStoredResult(result: unknown): boolean {
  return isStoredReads(result) && isJsonArray(result.problems) && result.problems.every(isStoredProblem);
}

function isStoredProblem(problem: unknown): boolean {
  return isJsonObject(problem) && [problem.check, problem.path, problem.message, problem.fix].every(isString);
}

function isNumbers(value: unknown): boolean {
  return isJsonArray(value) && value.every(Number.isInteger);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

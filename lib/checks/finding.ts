import type { LocatedManifest } from '../manifest/manifest';

export type Severity = 'error' | 'warning' | 'info';

/**
 * What a check concluded: `proved` for every case that it covers, `violated` with a witness,
 * or `unproved` because it could not decide.
 */
export type FindingStatus = 'proved' | 'violated' | 'unproved';

/** One conclusion of one check about one object, in the form that every report prints. */
export interface Finding {
  /** Name of the check, such as `valid-port`. */
  readonly id: string;
  readonly severity: Severity;
  readonly status: FindingStatus;
  readonly object: FindingObject;
  /** Field that the finding is about, as the API server writes it: `spec.ports[0].port`. */
  readonly path: string;
  /** What is wrong, with the value, in the API server's words: `Invalid value: 0: must be …`. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Construct path or file (with line where known) that the object comes from. */
  readonly origin?: string;
  /** Cluster whose tree was checked. */
  readonly cluster?: string;
}

export interface FindingObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** What a check yields: the engine adds id, severity, object and cluster. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  /** `violated` when left out. */
  readonly status?: 'violated' | 'unproved';
  /** The check's own severity when left out. */
  readonly severity?: Severity;
  /** The object that was visited when left out. */
  readonly object?: LocatedManifest;
}

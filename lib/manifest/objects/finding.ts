import type { LocatedManifest } from './manifest';

/** An `error` stops a synth, a `warning` is told beside it, an `info` only stands in reports. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * What was concluded: `proved` for every case that is covered, `violated` with a witness,
 * or `unproved` because it could not be decided.
 */
export type FindingStatus = 'proved' | 'violated' | 'unproved';

/** One conclusion about one object, in the form that every report prints. */
export interface Finding {
  /** Name of the rule, such as `valid-port`. */
  readonly id: string;
  /** Whether it stops anything. */
  readonly severity: Severity;
  /** Whether it is certain. */
  readonly status: FindingStatus;
  /** What it is about. */
  readonly object: FindingObject;
  /** Field that the finding is about, as the API server writes it: `spec.ports[0].port`. */
  readonly path: string;
  /** What is wrong, with the value, in the API server's words: `Invalid value: 0: must be …`. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Construct path or file (with line where known) that the object comes from. */
  readonly origin?: string;
  /** Cluster whose tree was judged. */
  readonly cluster?: string;
  /** The day, as `2027-01-31`, from which it holds; what is reported is due, and has none. */
  readonly dueFrom?: string;
}

/** The object that a finding is about. */
export interface FindingObject {
  /** As in its manifest: `apps/v1`. */
  readonly apiVersion: string;
  /** As in its manifest: `Deployment`. */
  readonly kind: string;
  /** Left out for cluster-scoped objects. */
  readonly namespace?: string;
  /** `metadata.name`. */
  readonly name: string;
}

/** What a rule finds wrong about an object: whoever runs it adds id, severity, object and cluster. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  /** `violated` when left out. */
  readonly status?: 'violated' | 'unproved';
  /** The severity of the rule when left out. */
  readonly severity?: Severity;
  /** The object that was visited when left out. */
  readonly object?: LocatedManifest;
  /** The day, as `2027-01-31`, from which it is one; always when left out. */
  readonly dueFrom?: string;
}

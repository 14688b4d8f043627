import type { Severity } from '../manifest/finding';
import type { LocatedManifest } from '../manifest/manifest';

export type { Finding, FindingObject, FindingStatus, Severity } from '../manifest/finding';

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

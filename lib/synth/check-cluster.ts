import type { Profile } from '../checks/check';
import { runChecks, type CheckResults } from '../checks/run-checks';
import type { Suppression } from '../fleet/suppression';
import type { RenderedCluster } from './render-cluster';

export interface CheckOptions {
  /** @default 'production' for clusters of the production tier, else 'baseline' */
  readonly profile?: Profile;
  /** What is accepted for now, each with a reason and a day on which it ends. @default none */
  readonly suppressions?: readonly Suppression[];
  /**
   * The day by which suppressions expire, as `2027-01-31`. Nothing else of a synth depends on a clock, and neither
   * does this unless it is given.
   *
   * @default none: no suppression expires
   */
  readonly today?: string;
}

/** Judges a rendered cluster by every check of its profile. */
export function checkCluster(
  { cluster, manifests }: RenderedCluster,
  { profile, suppressions, today }: CheckOptions,
): CheckResults {
  return runChecks({
    manifests,
    cluster,
    ...(profile === undefined ? {} : { profile }),
    ...(suppressions === undefined ? {} : { suppressions }),
    ...(today === undefined ? {} : { today }),
  });
}

import { listOf, text } from '../shape';
import type { Fact } from './fact';

/** Under whose law a cluster stands, as users write it. */
export interface JurisdictionsProps {
  /**
   * Jurisdictions whose rules hold for what is stored in the cluster, in words of one's own, such as `EU` and `DE`: a chart
   * with a `residency` is placed in clusters of one of its jurisdictions alone.
   *
   * @default none: no chart with a residency is placed there
   */
  readonly jurisdictions?: readonly string[];
}

/** Under whose law a cluster stands. */
export interface JurisdictionsFact {
  /** Jurisdictions whose rules hold for what is stored in the cluster. */
  readonly jurisdictions: readonly string[];
}

export const jurisdictionsFact: Fact<JurisdictionsProps, JurisdictionsFact> = {
  props: { 'jurisdictions?': listOf(text) },
  resolve: ({ jurisdictions = [] }) => ({ jurisdictions: [...jurisdictions] }),
  describe: ({ jurisdictions }) => ({ jurisdictions }),
};

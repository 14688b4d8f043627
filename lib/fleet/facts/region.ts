import { text } from '../shape';
import type { Fact } from './fact';

/** Where a cluster is. */
export interface RegionFact {
  /**
   * Cloud region, as in the node label `topology.kubernetes.io/region`. Selects the region layer of Settings.
   *
   * @default none
   */
  readonly region?: string;
}

export const regionFact: Fact<RegionFact, RegionFact> = {
  props: { 'region?': text },
  resolve: ({ region }) => (region === undefined ? {} : { region }),
  describe: ({ region }) => ({ region }),
};

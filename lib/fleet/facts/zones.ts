import { reject } from '../reject';
import { listOf, text } from '../shape';
import type { Fact } from './fact';
import type { RegionFact } from './region';

/** The zones of a cluster, as users write them. */
export interface ZonesProps {
  /**
   * Zones that nodes stand in, as in the node label `topology.kubernetes.io/zone`.
   * With two or more, pods are spread over them by default. They are parts of a region: they need `region`.
   *
   * @default none
   */
  readonly zones?: readonly string[];
}

/** The zones of a cluster. */
export interface ZonesFact {
  /** Zones, as in the node label `topology.kubernetes.io/zone`. */
  readonly zones: readonly string[];
}

export const zonesFact: Fact<ZonesProps & RegionFact, ZonesFact> = {
  props: { 'zones?': listOf(text) },
  resolve: ({ zones = [], region }, cluster) => {
    const repeated = zones.find((zone, index) => zones.indexOf(zone) !== index);
    const declared = { kind: 'Cluster', name: cluster };
    if (repeated !== undefined)
      reject(declared, { path: 'zones', message: `Duplicate value: "${repeated}"`, fix: 'say each zone once' });
    if (zones.length > 0 && region === undefined)
      reject(declared, {
        path: 'region',
        message: 'Required value: zones are parts of a region',
        fix: 'say the region, too',
      });
    return { zones: [...zones] };
  },
  describe: ({ zones }) => ({ zones }),
};

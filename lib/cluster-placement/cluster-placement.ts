import { dnsLabel } from '../fleet/name-rules';
import { quantity } from '../fleet/quantity-shape';
import { fields, fieldsOf, listOf, mapOf, nonEmpty, oneOf, text, wholeNumberFrom, type Shape } from '../fleet/shape';
import type { Cluster } from '../fleet/cluster';
import type { LossDomain } from './problem';

/** Clusters by what they are: those that fulfil everything that is said. */
export interface ClusterSelector {
  /** Names of environments. @default all */
  readonly environments?: readonly string[];
  /** Regions. @default all */
  readonly regions?: readonly string[];
  /** Names of clusters. @default all */
  readonly clusters?: readonly string[];
}

/** In which clusters of the fleet a chart runs. */
export interface ClusterPlacement {
  /** The clusters that may run it: by what they are, or by a question to each. @default all clusters of the fleet */
  readonly select?: ClusterSelector | ((cluster: Cluster) => boolean);
  /**
   * In how many of them it runs, and in how many regions these stand at least. A cluster without a region is one of its own.
   *
   * @default in all of them
   */
  readonly spread?: {
    /** Number of clusters. @default as many as `regions` */
    readonly clusters?: number;
    /** The fewest regions. @default 1 */
    readonly regions?: number;
  };
  /**
   * Replicas in all clusters together, at least one in each: `share.replicas` is a cluster's part.
   *
   * @default each cluster decides for itself
   */
  readonly replicas?: number;
  /**
   * What may be lost while the other clusters still have all `replicas`: there are more of them than `replicas`, then.
   *
   * @default nothing: `replicas` are there as long as every cluster is
   */
  readonly failover?: LossDomain;
  /**
   * What one replica asks for, such as `{ cpu: '500m', memory: '1Gi' }`: no cluster gets more of all placed charts than its
   * node pools have at their maximum. A cluster whose pools are not known takes any number.
   *
   * @default room is not looked at
   */
  readonly requests?: Readonly<Record<string, string>>;
  /** Jurisdictions that it may not leave: clusters of one of them alone run it. @default it may run anywhere */
  readonly residency?: readonly string[];
  /**
   * What may be lost while every workload of the chart still runs somewhere else. It stops the synth where one does not, or
   * keeps data that no other cluster has.
   *
   * @default nothing is promised
   */
  readonly survives?: LossDomain;
}

const selectorShape = fieldsOf<ClusterSelector>({
  'environments?': nonEmpty(text, 'at least one environment'),
  'regions?': nonEmpty(text, 'at least one region'),
  'clusters?': nonEmpty(dnsLabel, 'at least one cluster'),
});

const selectShape: Shape = (value, path) => (typeof value === 'function' ? undefined : selectorShape(value, path));

const domain = oneOf('cluster', 'region');

/** How a placement is checked. */
export const clusterPlacementShape = fieldsOf<ClusterPlacement>({
  'select?': selectShape,
  'spread?': fields({ 'clusters?': wholeNumberFrom(1), 'regions?': wholeNumberFrom(1) }),
  'replicas?': wholeNumberFrom(1),
  'failover?': domain,
  'requests?': mapOf(quantity),
  'residency?': listOf(text),
  'survives?': domain,
});

import type { Amounts } from '../capacity/resources/amounts';

/** A cluster, as placement sees it. */
export interface Site {
  readonly name: string;
  /** Clusters without a region stand in one that nothing else is in: their own name. */
  readonly region: string;
  /** What the pods of all placed charts may ask for together; undefined where nobody says it. */
  readonly room: Amounts | undefined;
}

/** What may be lost at once. */
export type LossDomain = 'cluster' | 'region';

/** A chart that is to be placed. */
export interface PlacedChartRequest {
  readonly name: string;
  /** The clusters that may run it. */
  readonly eligible: readonly Site[];
  /** In how many of them it runs. */
  readonly clusters: number;
  /** In how many regions these stand, at least. */
  readonly regions: number;
  /** How many replicas all of them have together; with `failover`, without any one cluster or region. */
  readonly replicas: number | undefined;
  readonly failover: LossDomain | undefined;
  /** What one replica asks for; empty where nobody says it. */
  readonly requests: Amounts;
  /** Where it ran before. */
  readonly before: readonly string[];
}

/** A cluster that runs a chart, and its part of the replicas. */
export interface Share {
  readonly site: Site;
  /** Left out where the chart says no replicas. */
  readonly replicas?: number;
}

/** Where every chart runs, by name. */
export type Solution = ReadonlyMap<string, readonly Share[]>;

/** What the search found: a place for each chart, or those that have none. */
export type Found = { readonly solution: Solution } | { readonly unplaced: readonly Unplaced[] };

/** A chart for which there is no place. */
export interface Unplaced {
  readonly chart: string;
  /** The part of its placement that cannot be had. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

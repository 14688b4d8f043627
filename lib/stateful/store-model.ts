import type { ChartContext } from '../chart/chart-context';
import type { ClusterFacts } from '../fleet/cluster-facts';
import type { Labels } from '../manifest/objects/label-selector';
import { IntentSort } from '../model/intent-sort';
import type { Workload } from '../workload/workload';
import type { PodServicesModel } from './pod-services';
import type { StoreBudget } from './store-budget';
import type { StoreMembers } from './store-members';
import type { ManagedVolumeClaim } from './volume-claim';

/** A store as a pattern declared it: what stands beside its StatefulSet. */
export interface StoreIntent {
  readonly workload: Workload;
  readonly context: ChartContext;
  /** Labels on its objects. */
  readonly labels: Labels;
  readonly members: StoreMembers;
  /** Whether members find each other before they are ready. */
  readonly resolvesBeforeReady: boolean;
  readonly budget: StoreBudget;
  /** Claims that are objects of the tree. */
  readonly managedClaims: Readonly<Record<string, ManagedVolumeClaim>>;
  /** Services of single pods, where there are any. */
  readonly podServices?: PodServicesModel;
  readonly origin: string;
}

/** A store of a cluster, resolved. */
export interface StoreModel {
  readonly intent: StoreIntent;
  readonly cluster: ClusterFacts;
}

/** The stores of a tree. */
export const stores = new IntentSort<StoreIntent>();

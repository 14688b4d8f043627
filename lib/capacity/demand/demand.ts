import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { PodResources } from '../resources/pod-resources';
import type { Doubt } from './doubt';
import type { Pod } from './pod';

/** The pods of one workload at its highest. */
export interface Demand {
  readonly object: LocatedManifest;
  readonly pod: Pod;
  /** Requests and limits of one pod, for quotas. */
  readonly resources: PodResources;
  /** How many pods there are at the most; of a DaemonSet, one for each node that takes it. */
  readonly replicas: number | 'one a node';
  /** Whether a rolling update, where it is asked about, puts a second pod of a DaemonSet on a node. @default false */
  readonly surgesOnNode?: boolean;
  /** What cannot be read from the manifests: with any of these, nothing about the workload is proved. */
  readonly doubts: readonly Doubt[];
  /** Why a pod may come to ask for more than is counted; left out where the manifests bound it. */
  readonly mayGrow?: string;
  /** Whether its pods end by a deadline (`activeDeadlineSeconds`), which quotas distinguish. */
  readonly ends: boolean;
  /** Whether its affinity names pods of other namespaces, which quotas distinguish. */
  readonly reachesAcross: boolean;
  /** Whether its pods have PersistentVolumeClaims. */
  readonly claimsVolumes: boolean;
  /** Name of the class of its priority, which quotas may ask for. */
  readonly priorityClassName?: string;
}

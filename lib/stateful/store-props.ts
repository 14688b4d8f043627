import type { Duration } from 'cdk8s';
import type { PortModel } from '../model/port-model';
import type { StatefulSetFields } from '../workload/controllers';
import type { ServiceOptions } from '../workload/service';
import type { WorkloadProps } from '../workload/workload-props';
import type { PodServices } from './pod-services';
import type { ManagedVolumeClaim, VolumeClaim } from './volume-claim';

/** What all patterns of stores have in common: pods with names and volumes of their own. */
export type StoreProps = StoreOptions & StoreClaims;

/** Who makes the claims of a store's volumes. */
export type StoreClaims =
  | {
      /**
       * Volumes that each pod has of its own, by the name of their template: part of the claims' names, so that another
       * name is another volume. Emitted as `spec.volumeClaimTemplates`, without labels: they could never be changed.
       *
       * @default none
       */
      readonly volumeClaimTemplates?: Readonly<Record<string, VolumeClaim>>;
      /** The StatefulSet makes the claims. @default 'templates' */
      readonly claims?: 'templates';
    }
  | {
      /** Volumes that each pod has of its own, by the name of their template. */
      readonly volumeClaimTemplates: Readonly<Record<string, ManagedVolumeClaim>>;
      /**
       * The tree has a PersistentVolumeClaim for each pod and template, under the name that the StatefulSet looks for: its
       * size can grow in Git, and the template stays as it was (`templateSize`). GitOps engines never prune it.
       */
      readonly claims: 'managed';
    };

/** What stores have in common besides their volumes. */
export interface StoreOptions extends WorkloadProps {
  /** Ports that clients use, at least one. The client Service shows them; the first stands in where a port is not named. */
  readonly ports: readonly PortModel[];
  /**
   * Ports that the pods of the store use among themselves. The headless Service shows them; only the pods of the store are
   * let in, unless a connection names one.
   *
   * @default none
   */
  readonly peerPorts?: readonly PortModel[];
  /**
   * Group that owns the files of the volumes: the one that the image's process has. Emitted as `fsGroup`, with
   * `fsGroupChangePolicy: OnRootMismatch`, so that a start does not walk the volume. Required where there are volumes and
   * `podSecurityContext` does not say it.
   */
  readonly fsGroup?: number;
  /** The Service of ready pods, for clients. @default type ClusterIP, named after the store */
  readonly service?: ServiceOptions;
  /** Name of the headless Service. Emitted as `spec.serviceName`, which cannot be changed. @default the store's name and `-peers` */
  readonly peerServiceName?: string;
  /** A Service for each pod, by which clients choose one of them. @default none */
  readonly podServices?: PodServices;
  /**
   * Command that lets a pod leave in peace: step down, drain, flush. Emitted as the main container's `preStop`. It must end
   * within `terminationGracePeriod`, also where there is no quorum any more.
   *
   * @default none
   */
  readonly preStop?: readonly string[];
  /** How long a pod must be ready before the next is replaced. Emitted as `spec.minReadySeconds`. @default the pattern's */
  readonly minReady?: Duration;
  /** How pods are replaced. Emitted as `spec.updateStrategy`. @default RollingUpdate of all pods, from the last to the first */
  readonly updateStrategy?: UpdateStrategy;
  /** Number of the first pod, such as of the second part of a store that moves. Emitted as `spec.ordinals.start`. @default 0 */
  readonly firstOrdinal?: number;
  /**
   * What becomes of the claims when the StatefulSet is deleted, and when it gets fewer pods. Emitted as
   * `spec.persistentVolumeClaimRetentionPolicy`.
   *
   * @default the pattern's
   */
  readonly persistentVolumeClaimRetentionPolicy?: Partial<RetentionPolicy>;
  /** Any other field of the StatefulSet's spec. What a prop of its own says is refused here. @default none */
  readonly statefulSet?: Omit<StatefulSetFields, OwnStatefulSetField>;
}

/** How the pods of a store are replaced. */
export type UpdateStrategy =
  | {
      readonly type: 'RollingUpdate';
      /** First number that is replaced: those below keep their revision. Emitted as `rollingUpdate.partition`. @default 0 */
      readonly partition?: number;
      /**
       * How many pods may be missing at once, from Kubernetes 1.35. Emitted as `rollingUpdate.maxUnavailable`.
       *
       * @default 1, the Kubernetes default
       */
      readonly maxUnavailable?: number | string;
    }
  | { /** Pods are replaced when somebody deletes them. */ readonly type: 'OnDelete' };

/** What becomes of claims. */
export interface RetentionPolicy {
  /** When the StatefulSet is deleted. */
  readonly whenDeleted: 'Retain' | 'Delete';
  /** When it gets fewer pods. */
  readonly whenScaled: 'Retain' | 'Delete';
}

/** In which order pods start and end. */
export type PodManagementPolicy = 'Parallel' | 'OrderedReady';

/** Fields of the StatefulSet that have a prop of their own. */
export const ownStatefulSetFields = [
  'replicas',
  'volumeClaimTemplates',
  'minReadySeconds',
  'updateStrategy',
  'ordinals',
  'persistentVolumeClaimRetentionPolicy',
  'podManagementPolicy',
] as const;

/** A field of the StatefulSet that has a prop of its own. */
export type OwnStatefulSetField = (typeof ownStatefulSetFields)[number];

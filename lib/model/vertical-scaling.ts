import type { Duration } from 'cdk8s';
import type { ResourceName } from './resource-name';

/** When the VerticalPodAutoscaler changes requests. What needs a version or a gate that the cluster lacks is an error. */
export type VerticalUpdateMode =
  /** Never: it only says what it would do. */
  | 'Off'
  /** When a pod is made. */
  | 'Initial'
  /** By evicting pods. */
  | 'Recreate'
  /** In the running pod, or by evicting it. From Kubernetes 1.33 and VerticalPodAutoscaler 1.5 on, or 1.4 with its gate. */
  | 'InPlaceOrRecreate'
  /** In the running pod alone. From Kubernetes 1.33 and VerticalPodAutoscaler 1.7 on, with the gate `InPlace`. */
  | 'InPlace';

/** How the requests of a workload's pods are scaled. Becomes a VerticalPodAutoscaler of the cluster's version. */
export interface VerticalScaling {
  /** When requests are changed. Emitted as `spec.updatePolicy.updateMode`. */
  readonly updateMode: VerticalUpdateMode;
  /** The fewest pods of which one may be evicted. Emitted as `spec.updatePolicy.minReplicas`. @default 2, the autoscaler's default */
  readonly minReplicas?: number;
  /** When pods may be evicted: only for higher, or only for lower requests of some resources. @default always */
  readonly evictionRequirements?: readonly EvictionRequirement[];
  /**
   * How soon after its start a pod must run out of memory to be evicted at once. Emitted as
   * `spec.updatePolicy.evictAfterOOMSeconds`. From VerticalPodAutoscaler 1.7 on, with the gate `PerVPAConfig`.
   *
   * @default Duration.minutes(10), the default of the autoscaler's updater
   */
  readonly evictAfterOOM?: Duration;
  /** Name of the recommender that says the requests, where several run. Emitted as `spec.recommenders`. @default the autoscaler's own */
  readonly recommender?: string;
  /** CPU for every container while it starts. Emitted as `spec.startupBoost`. @default none */
  readonly startupBoost?: StartupBoost;
  /**
   * What holds for each container, by its name; `*` for those without an entry. Bounds that a LimitRange of the namespace
   * sets are taken over where an entry has none; one beyond them is an error: the API server would refuse the pods.
   *
   * @default every container, of the resources that do not decide the number of pods
   */
  readonly containers?: Readonly<Record<string, ContainerScaling>>;
}

/** When pods may be evicted. */
export type EvictionRequirement = {
  readonly resources: readonly ResourceName[];
  readonly changeRequirement: 'TargetHigherThanRequests' | 'TargetLowerThanRequests';
};

/** How the requests of one container are scaled. */
export interface ContainerScaling {
  /** `Off` leaves the container as it is. @default 'Auto', the autoscaler's default */
  readonly mode?: 'Auto' | 'Off';
  /** The least that it gets. Emitted as `minAllowed`. @default the minimum of the namespace's LimitRange */
  readonly min?: Readonly<Partial<Record<ResourceName, string>>>;
  /** The most that it gets. Emitted as `maxAllowed`. @default the maximum of the namespace's LimitRange */
  readonly max?: Readonly<Partial<Record<ResourceName, string>>>;
  /** Resources that are scaled. @default those that do not decide the number of pods */
  readonly controlledResources?: readonly ResourceName[];
  /** Whether limits follow requests, in the ratio that they have. @default 'RequestsAndLimits', the autoscaler's default */
  readonly controlledValues?: 'RequestsAndLimits' | 'RequestsOnly';
  /**
   * By how much memory is multiplied after a container ran out of it: at least 1. From VerticalPodAutoscaler 1.5 on, with
   * the gate `PerVPAConfig`.
   *
   * @default 1.2, the default of the autoscaler's recommender
   */
  readonly oomBumpUpRatio?: number;
  /**
   * The least memory that is added after a container ran out of it. From VerticalPodAutoscaler 1.5 on, with the gate
   * `PerVPAConfig`.
   *
   * @default '100Mi', the default of the autoscaler's recommender
   */
  readonly oomMinBumpUp?: string;
  /** CPU for the container while it starts. Emitted as `startupBoost` of its policy. @default that of all containers */
  readonly startupBoost?: StartupBoost;
}

/**
 * More CPU from the start of a pod until it is ready, and a while longer. From Kubernetes 1.33 and VerticalPodAutoscaler 1.7
 * on, with the gate `CPUStartupBoost`.
 */
export interface StartupBoost {
  readonly cpu: (
    | {
        /** By how much the request is multiplied: a whole number of at least 1. */
        readonly factor: number;
        readonly quantity?: never;
      }
    | {
        /** The CPU that it gets. */
        readonly quantity: string;
        readonly factor?: never;
      }
  ) & {
    /** How long it stays after the pod is ready. Emitted as `durationSeconds`. @default none */
    readonly duration?: Duration;
  };
}

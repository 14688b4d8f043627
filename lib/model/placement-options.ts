import type { HasWorkload } from './workload-model';

/** Whether a rule must hold, so that a pod waits for a node where it does, or is only a preference of the scheduler. */
export type Strength = 'required' | 'preferred';

/** What pods are spread over, or kept near in: `topology.kubernetes.io/zone` or `kubernetes.io/hostname`. */
export type Topology = 'zone' | 'host';

/** Where the pods of a workload run. Everything of it becomes fields of the pod's spec. */
export interface PlacementOptions {
  /**
   * Name of a node pool of the cluster: its nodes alone take the pods. Emitted as `nodeSelector`, with the labels that tell
   * the pool from others, and as `tolerations` of its taints. A cluster without that pool is an error.
   *
   * @default any node whose taints the pods tolerate
   */
  readonly onPool?: string | { readonly pool: string; readonly strength?: Strength };
  /**
   * How evenly the pods stand over zones and hosts. Emitted as `topologySpreadConstraints`, in a form that also holds
   * while a Deployment is rolled.
   *
   * @default preferred over zones, where the cluster has two or more, and hosts, for pods that run without end
   */
  readonly spreadAcross?: { readonly [T in Topology]?: Strength | SpreadOptions };
  /** Workloads whose nodes or zones the pods want. Emitted as `affinity.podAffinity`. @default none */
  readonly colocateWith?: readonly NeighbourOptions[];
  /** Workloads, itself among them, whose nodes or zones the pods keep off. Emitted as `affinity.podAntiAffinity`. @default none */
  readonly avoid?: readonly NeighbourOptions[];
  /** What must hold of the labels of a node. Emitted as `affinity.nodeAffinity`. @default nothing */
  readonly onNodes?: readonly NodeRule[];
  /** Taints that the pods take as they are, besides those of `onPool`. Emitted as `tolerations`. @default none */
  readonly tolerate?: readonly TolerationOptions[];
  /** A PriorityClass, or the name of one. Emitted as `priorityClassName`. @default none: the cluster's default class, or 0 */
  readonly priority?: string | Named;
  /** A RuntimeClass, or the name of one. Emitted as `runtimeClassName`. @default none: the runtime of the node */
  readonly runtime?: string | Named;
  /** Name of the scheduler, or of one of its profiles. Emitted as `schedulerName`. @default 'default-scheduler', the Kubernetes default */
  readonly scheduler?: string;
  /**
   * Name of the queue that lets the pods start: a LocalQueue of Kueue, or a Queue of Volcano. Where the cluster has no
   * `queueing`, it is an error.
   *
   * @default none
   */
  readonly queue?: string;
  /**
   * How many pods must be able to start before any of them does. Becomes a PodGroup of what the cluster has for that:
   * its `gangScheduling`, or Volcano as its `queueing`; Kueue with `waitForPodsReady` does so for the Jobs in its queues.
   * Elsewhere it is an error.
   *
   * @default none
   */
  readonly gang?: { readonly minimum: number };
}

/** Something that a placement refers to by its name. */
export interface Named {
  /** Name of the object. */
  readonly name: string;
}

/** How evenly pods are spread. */
export interface SpreadOptions {
  /** Whether a pod waits where no node would keep the spread. @default 'preferred' */
  readonly strength?: Strength;
  /** By how many pods a domain may have more than another. Emitted as `maxSkew`. @default 1 */
  readonly maxSkew?: number;
  /** The fewest domains that must be there; only where required. Emitted as `minDomains`. @default 1, the Kubernetes default */
  readonly minDomains?: number;
}

/** A workload that others are placed near, or away from. */
export interface NeighbourOptions {
  /** The other workload, or the same. */
  readonly workload: HasWorkload;
  /** What they share, or do not share. @default 'host' */
  readonly topology?: Topology;
  /** Whether a pod waits where it cannot be so. @default 'preferred' */
  readonly strength?: Strength;
}

/** What must hold, or better holds, of one label of a node. */
export interface NodeRule {
  /** Key of the label. */
  readonly key: string;
  /** How its value is compared. @default 'In' */
  readonly operator?: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  /** Values to compare with; none for `Exists` and `DoesNotExist`. @default none */
  readonly values?: readonly string[];
  /** Whether a pod waits where no node is so. @default 'required' */
  readonly strength?: Strength;
}

/** A taint that pods take as it is, in Kubernetes' own fields. */
export interface TolerationOptions {
  /** Key of the taint; left out, every key. */
  readonly key?: string;
  /** Whether the value must be the same. @default 'Equal', the Kubernetes default */
  readonly operator?: 'Equal' | 'Exists';
  /** Value of the taint. @default '' */
  readonly value?: string;
  /** Effect of the taint; left out, every effect. */
  readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  /** How long a pod stays on a node that gets the taint `NoExecute`. @default for ever */
  readonly tolerationSeconds?: number;
}

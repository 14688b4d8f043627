import type { LabelSelector, Labels } from '../../manifest/objects/label-selector';
import type { Requirement } from '../nodes/requirement';
import type { Toleration } from '../nodes/taint';
import type { Amounts } from '../resources/amounts';

/** Everything of a pod that decides where the scheduler may place it: pods of one workload are alike. */
export interface Pod {
  readonly namespace: string;
  readonly labels: Labels;
  /** What it asks for, with one of `pods`. */
  readonly requests: Amounts;
  /** The node that it names itself (`spec.nodeName`). */
  readonly nodeName?: string;
  readonly nodeSelector: Labels;
  /** Alternatives of `requiredDuringSchedulingIgnoredDuringExecution`; left out where nothing is required. */
  readonly nodeAffinity?: readonly NodeTerm[];
  /** For each of its volumes that is bound to some nodes: alternatives, of which one must hold. @default any node */
  readonly volumeTerms?: readonly (readonly NodeTerm[])[];
  readonly tolerations: readonly Toleration[];
  readonly hostPorts: readonly HostPort[];
  /** Constraints with `whenUnsatisfiable: DoNotSchedule`. */
  readonly spread: readonly SpreadConstraint[];
  readonly affinity: readonly PodTerm[];
  readonly antiAffinity: readonly PodTerm[];
  readonly priority: Priority;
}

/** One alternative of a required node affinity: all of it must hold, and one without any requirement never does. */
export interface NodeTerm {
  readonly labels: readonly Requirement[];
  /** Requirements on `metadata.name`. */
  readonly names: readonly Requirement[];
}

export interface HostPort {
  readonly address: string;
  readonly protocol: string;
  readonly port: number;
}

export interface SpreadConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly selector: LabelSelector;
  /** Whether pods of other workloads and revisions do not count (`matchLabelKeys: [pod-template-hash]`). */
  readonly countsOwnPodsOnly: boolean;
  readonly honorsAffinity: boolean;
  readonly honorsTaints: boolean;
}

/** A term of a required pod affinity or anti-affinity: pods that it selects, near in a topology. */
export interface PodTerm {
  readonly topologyKey: string;
  readonly selects: (namespace: string, labels: Labels) => boolean;
}

/** How important a pod is; where its class is not known, everything between two numbers. */
export interface Priority {
  readonly least: number;
  readonly most: number;
  /** Whether it may take the place of pods of lower priority. */
  readonly preempts: boolean;
}

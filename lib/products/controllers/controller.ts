import type { Field } from '../../manifest/objects/field';
import type { Labels } from '../../manifest/objects/label-selector';
import type { JsonValue } from '../../manifest/objects/json';
import type { AddedLabels } from './added-labels';

/**
 * A controller: what it makes of objects that no manifest of a tree shows. Plain data, on the floor below `manifest/`,
 * which finds pods by it.
 */
export interface Controller {
  /** Kinds that hold the template of their pods, which is judged as that of a Deployment is. */
  readonly workloads?: readonly WorkloadKind[];
  /** Kinds that change how many pods a workload has, or how large they are. */
  readonly autoscalers?: readonly AutoscalerKind[];
  /** Labels that it may put on any pod, whoever makes that. */
  readonly labelsOnAnyPod?: readonly string[];
  /** Kinds of which it makes other objects, by names that the manifest gives away. */
  readonly makes?: readonly Maker[];
  /** Kinds of which it makes pods whose labels the manifest gives away. */
  readonly pods?: readonly PodMaker[];
  /** Kinds of which it makes objects of a chart, which the manifest only names. */
  readonly installs?: readonly Installer[];
  /** Kinds of which it makes nothing, as `group/kind`. */
  readonly makesNothingOf?: readonly string[];
}

/** A kind that is a pod, or holds the template of its pods. */
export interface WorkloadKind {
  /** API group; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Version of its API. @default v1 */
  readonly version?: string;
  /** Fields that lead to the pod, or to its template. */
  readonly template: readonly string[];
  /** Whether its pods are meant to run for ever. */
  readonly isLongRunning?: true;
  /** Whether `spec.replicas` says how many pods it has, and an autoscaler may. */
  readonly isScalable?: true;
  /** Whether its pods are replaced when their template changes. */
  readonly isRolling?: true;
  /** Whether its pods are told from all others by a hash of their template, whatever its selector takes. */
  readonly selectsByHash?: true;
  /** How many pods more than wanted there are while they are replaced: a number or a percentage. */
  readonly surge?: (spec: Field) => JsonValue;
  /** Labels that its controller puts on the pods beside those of the template. */
  readonly added?: (owner: Field) => AddedLabels;
}

/** A kind that scales a workload. */
export type AutoscalerKind = HorizontalKind | VerticalKind;

interface AutoscalerTarget {
  readonly group: string;
  readonly kind: string;
  /** Version of its API. @default v1 */
  readonly version?: string;
  /** The field of its spec that names what it scales. */
  readonly target: string;
  /** What it scales where that names no kind. */
  readonly defaultTarget?: { readonly apiVersion: string; readonly kind: string };
}

/** It changes how many pods there are. */
export interface HorizontalKind extends AutoscalerTarget {
  readonly direction: 'horizontal';
  /** The fields of its spec that say between how many, and what holds without them. */
  readonly range: {
    readonly minimum: string;
    readonly defaultMinimum: number;
    readonly maximum: string;
    readonly defaultMaximum: number;
  };
  /** The fields of its spec that lead to how fast it scales. */
  readonly behavior: readonly string[];
}

/** It changes how large they are. */
export interface VerticalKind extends AutoscalerTarget {
  readonly direction: 'vertical';
}

/** A kind whose controller makes other objects with names that its manifest gives away. */
export interface Maker {
  readonly group: string;
  readonly kind: string;
  readonly names: (maker: Field, name: string) => readonly MadeName[];
  /** Whether each namespace gets them; otherwise, that of the maker does. */
  readonly inEveryNamespace?: true;
}

/** An object that a controller makes. */
export interface MadeName {
  /** API group; the core group when left out. */
  readonly group?: 'apps';
  readonly kind: 'ConfigMap' | 'PersistentVolumeClaim' | 'Secret' | 'Service' | 'ServiceAccount' | 'StatefulSet';
  readonly name: string | undefined;
}

/** A custom resource whose controller makes pods. */
export interface PodMaker {
  readonly group: string;
  readonly kind: string;
  /** Version of its API. @default v1 */
  readonly version?: string;
  readonly podsOf: (owner: Field) => readonly DescribedPods[];
}

/** Pods that a custom resource describes. */
export interface DescribedPods {
  /** Their metadata, as far as the manifest says it. */
  readonly metadata: Field;
  /** Their spec; left out where the controller writes it. */
  readonly spec?: Field;
  /** Labels that the controller gives them, whatever their metadata says. */
  readonly labels?: Labels;
  /** Labels that the controller gives them beside these. */
  readonly added?: AddedLabels;
}

/** A kind whose controller puts objects into a namespace that no manifest of the tree lists. */
export interface Installer {
  readonly group: string;
  readonly kind: string;
  /** The namespaces that they go to in the same cluster. */
  readonly into: (owner: Field, namespace: string) => readonly string[];
}

/** The pods of a pod template. */
export function podsOfTemplate(template: Field, rest: Pick<DescribedPods, 'labels' | 'added'> = {}): DescribedPods {
  return { metadata: template.at('metadata'), spec: template.at('spec'), ...rest };
}

export function secret(name: string | undefined): MadeName {
  return { kind: 'Secret', name };
}

export function service(name: string): MadeName {
  return { kind: 'Service', name };
}

export function statefulSet(name: string): MadeName {
  return { group: 'apps', kind: 'StatefulSet', name };
}

import type { Field } from '../manifest/objects/field';
import type { Labels } from '../manifest/objects/label-selector';
import type { AddedLabels } from '../manifest/pods/added-labels';

/** A controller of custom resources: what it makes of them that no manifest of a tree shows. */
export interface Controller {
  /** Kinds of which it makes other objects, by names that the manifest gives away. */
  readonly makes?: readonly Maker[];
  /** Kinds of which it makes pods whose labels the manifest gives away. */
  readonly pods?: readonly PodMaker[];
  /** Kinds of which it makes objects of a chart, which the manifest only names. */
  readonly installs?: readonly Installer[];
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

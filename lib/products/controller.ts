import type { Field } from '../manifest/objects/field';
import type { AddedLabels } from '../manifest/pods/added-labels';

/** A controller of custom resources: what it makes of them that no manifest of a tree shows. */
export interface Controller {
  /** Kinds of which it makes other objects, by names that the manifest gives away. */
  readonly makes?: readonly Maker[];
  /** Kinds of which it makes pods of a template. */
  readonly pods?: readonly PodMaker[];
}

/** A kind whose controller makes other objects with names that its manifest gives away. */
export interface Maker {
  readonly group: string;
  readonly kind: string;
  readonly names: (maker: Field, name: string) => readonly MadeName[];
}

/** An object of the core group in the maker's namespace. */
export interface MadeName {
  readonly kind: 'ConfigMap' | 'Secret' | 'Service' | 'ServiceAccount';
  readonly name: string | undefined;
}

/** A custom resource whose controller makes pods of a template. */
export interface PodMaker {
  readonly group: string;
  readonly kind: string;
  readonly path: readonly string[];
  /** Labels that the controller gives the pods beside those of the template. */
  readonly added?: (owner: Field) => AddedLabels;
}

export function secret(name: string | undefined): MadeName {
  return { kind: 'Secret', name };
}

export function service(name: string): MadeName {
  return { kind: 'Service', name };
}

import { fields, listOf, text } from '../shape';
import type { Fact } from './fact';

/** An object that something else puts into the cluster: a Secret from a vault, a StorageClass of the provider. */
export interface ExternalObject {
  /** Kind, as in YAML: `Secret`. */
  readonly kind: string;
  /** API group; the core group when left out. */
  readonly group?: string;
  /** Namespace; any namespace when left out. */
  readonly namespace?: string;
  /** Name of the object. */
  readonly name: string;
}

/** What is in a cluster besides its tree, as users write it. */
export interface ExternalObjectsProps {
  /** Objects that exist in the cluster without being in its tree; a reference to one of them is not dangling. @default none */
  readonly externalObjects?: readonly ExternalObject[];
}

/** What is in a cluster besides its tree. */
export interface ExternalObjectsFact {
  /** Objects that exist in the cluster without being in its tree. */
  readonly externalObjects: readonly ExternalObject[];
}

export const externalObjectsFact: Fact<ExternalObjectsProps, ExternalObjectsFact> = {
  props: { 'externalObjects?': listOf(fields({ kind: text, 'group?': text, 'namespace?': text, name: text })) },
  layers: 'lists add up',
  resolve: ({ externalObjects = [] }) => ({ externalObjects }),
  describe: ({ externalObjects }) => ({ externalObjects }),
};

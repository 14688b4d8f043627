import { fields, flag, listOf, oneOf, text } from '../shape';
import type { Fact } from './fact';

/** A StorageClass of a cluster, as far as it decides where a Pod may run and what becomes of its data. */
export interface StorageClassFacts {
  /** Name of the StorageClass. */
  readonly name: string;
  /** Whether claims that name no class get this one. @default false */
  readonly default?: boolean;
  /**
   * When a volume is made: once a Pod is placed (`WaitForFirstConsumer`), or at once, in a zone of the provider's choice.
   *
   * @default 'Immediate', the Kubernetes default
   */
  readonly volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
  /** Whether volumes can grow. @default false, the Kubernetes default */
  readonly allowVolumeExpansion?: boolean;
  /** What becomes of a volume whose claim is deleted. @default 'Delete', the Kubernetes default */
  readonly reclaimPolicy?: 'Delete' | 'Retain';
  /** Zones that its volumes can be in, from its `allowedTopologies`. @default every zone of the cluster */
  readonly zones?: readonly string[];
}

/** The storage of a cluster, as users write it. */
export interface StorageClassesProps {
  /**
   * StorageClasses that the cluster has without its tree, with what stores depend on. A reference to one of them is not
   * dangling.
   *
   * @default none: those of the tree are read there
   */
  readonly storageClasses?: readonly StorageClassFacts[];
}

/** The storage of a cluster. */
export interface StorageClassesFact {
  /** StorageClasses that the cluster has without its tree. */
  readonly storageClasses: readonly StorageClassFacts[];
}

export const storageClassesFact: Fact<StorageClassesProps, StorageClassesFact> = {
  props: {
    'storageClasses?': listOf(
      fields({
        name: text,
        'default?': flag,
        'volumeBindingMode?': oneOf('Immediate', 'WaitForFirstConsumer'),
        'allowVolumeExpansion?': flag,
        'reclaimPolicy?': oneOf('Delete', 'Retain'),
        'zones?': listOf(text),
      }),
    ),
  },
  layers: 'lists add up',
  resolve({ storageClasses = [] }, cluster) {
    const names = storageClasses.map(({ name }) => name);
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated !== undefined) throw new Error(`cluster ${cluster}: storageClasses: Duplicate value: "${repeated}"`);
    return { storageClasses };
  },
  describe: ({ storageClasses }) => ({ storageClasses }),
};

import type { StructuralSchema } from '../facts/schema-facts';
import type { Definition, DefinitionVersion } from './definition';

/**
 * What a change of a definition does. `refused`: the API server does not take the definition. `loses-data`: values that
 * objects have are dropped when they are next written. `breaks-objects`: an object that is stored may be refused when it
 * is next written. `breaks-clients`: stored objects stay as they are, and clients find something else or are refused.
 * `safe`: neither.
 */
export type DefinitionEffect = 'refused' | 'loses-data' | 'breaks-objects' | 'breaks-clients' | 'safe';

/** One way in which a definition is not what it was. */
export interface Difference {
  readonly effect: DefinitionEffect;
  readonly message: string;
  /** The field below the compared place that it is about. */
  readonly field?: string;
}

/** One question that is asked of two states of a definition, or of a part of it. */
interface Comparator<Part> {
  readonly id: string;
  readonly compare: (before: Part, after: Part) => readonly Difference[];
}

/** Compares two states of one field, without those below it. */
export interface SchemaComparator extends Comparator<StructuralSchema> {
  /**
   * Whether API servers accept a stored value that is refused now as long as it does not change: what they call
   * ratcheting, by default since Kubernetes 1.30.
   */
  readonly isRatcheted?: true;
}

/** Compares two states of a version that both definitions have. */
export type VersionComparator = Comparator<DefinitionVersion>;

/** Compares what holds for all versions. */
export type DefinitionComparator = Comparator<Definition>;

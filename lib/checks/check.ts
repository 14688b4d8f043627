import type { ClusterFacts } from '../fleet/cluster-facts';
import type { LocatedManifest } from '../manifest/objects/manifest';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import type { Problem, Severity } from './finding';
import type { FactsCatalog } from '../schema/facts/facts-catalog';

/** Profiles build on each other: `strict` has every check of `production`, which has every check of `baseline`. */
export type Profile = 'baseline' | 'production' | 'strict';

/** What a check may look at besides the object that it visits. */
export interface CheckContext {
  /**
   * The tree of one cluster, and the only way for a check to see other objects than the one it visits. What a check
   * computes once for a whole set goes through `perManifestSet`, so that an incremental run knows what it depends on.
   */
  readonly manifests: ManifestSet;
  /** What is known of the cluster besides its manifests. */
  readonly cluster: ClusterFacts;
  /** The tree that was last committed, for rules about changes; left out where there is none. */
  readonly previous?: ManifestSet;
  /**
   * What the cluster serves besides the definitions of its tree. When left out: the built-in kinds of the cluster's
   * Kubernetes version, as shipped with this library.
   */
  readonly schemas?: FactsCatalog;
}

/**
 * A rule about manifests: a pure function, one file each. File name, id and documentation page are the same word,
 * which starts with `no-`, `require-`, `unique-`, `valid-` (or is `pod-security`) and is never reused.
 */
export interface Check {
  /** Name of the check, its file and its page. */
  readonly id: string;
  /** What each of its findings is. */
  readonly severity: Severity;
  /** The smallest profile that runs it. */
  readonly profile: Profile;
  /** What happens in the cluster when the rule is broken. One or two sentences, for the documentation page. */
  readonly why: string;
  /** What the check takes for granted; printed with its results. */
  readonly assumptions?: readonly string[];
  /** Kinds that it visits, as `group/kind` (`apps/Deployment`), or `kind` alone in the core group; `*` for every object. */
  readonly kinds: readonly string[];
  /** Called once for each object of those kinds. Never throws, whatever the object looks like. */
  readonly run: (object: LocatedManifest, context: CheckContext) => Iterable<Problem>;
  /**
   * Called once for each object of those kinds that the last committed tree has and this one has not. Never throws.
   *
   * @default nothing is said of what leaves the tree
   */
  readonly gone?: (object: LocatedManifest, context: CheckContext) => Iterable<Problem>;
  /** Whether a suppression of it must name its object, without `*`: what is lost cannot be had back. @default false */
  readonly acceptedByName?: boolean;
}

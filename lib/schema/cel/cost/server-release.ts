import { isAtLeast, type KubernetesVersion } from '../../../fleet/kubernetes-version';

/** In what the API servers of a release estimate costs otherwise than those of another. */
export interface ServerRelease {
  /** What it costs to ask whether a field is there. */
  readonly presenceCost: bigint;
  /** Whether a loop is taken to give as much as it goes over. */
  readonly sizesLoops: boolean;
  /** Whether sizes of items, keys and values are kept for what an expression builds. */
  readonly sizesEntries: boolean;
  /** Whether a product that is too large for an integer becomes the largest one, on every processor. */
  readonly saturates: boolean;
  /** Whether `matches(text, pattern)` costs what `text.matches(pattern)` does. */
  readonly countsMatchesFunction: boolean;
  /** Whether quantities cost what reading them does. */
  readonly countsQuantities: boolean;
  /** Whether a URL is as large as its text, and values of Kubernetes' own types are compared at once. */
  readonly knowsOwnTypes: boolean;
}

/** See `checker/cost.go` of the cel-go that a release has, and `pkg/cel/library/cost.go` of k8s.io/apiserver. */
export function serverRelease(version: KubernetesVersion): ServerRelease {
  return {
    presenceCost: isAtLeast(version, '1.29') ? 0n : 1n,
    sizesLoops: isAtLeast(version, '1.30'),
    sizesEntries: isAtLeast(version, '1.33'),
    saturates: isAtLeast(version, '1.29'),
    countsMatchesFunction: isAtLeast(version, '1.37'),
    countsQuantities: isAtLeast(version, '1.30'),
    knowsOwnTypes: isAtLeast(version, '1.32'),
  };
}

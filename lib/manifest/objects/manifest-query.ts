import type { LabelSelector } from './label-selector';
import type { ObjectIdentity } from './object-identity';

/** One question that can be put to a ManifestSet. Plain data: the same question has the same JSON. */
export type ManifestQuery =
  | { readonly about: 'all' }
  | { readonly about: 'object'; readonly identity: ObjectIdentity }
  | { readonly about: 'kind'; readonly group: string; readonly kind: string; readonly namespace?: string }
  | { readonly about: 'name'; readonly namespace: string; readonly name: string }
  | { readonly about: 'pods'; readonly namespace?: string; readonly selector?: LabelSelector };

/** Is told of every question that is put to a ManifestSet, so that it can be known later whether the answers still hold. */
export interface ManifestObserver {
  readonly asked: (query: ManifestQuery) => void;
  /** A shared value is computed for the first time: what is asked meanwhile belongs to everyone who uses the value. */
  readonly computing: <T>(value: object, compute: () => T) => T;
  /** A value that was computed before is used again. */
  readonly reused: (value: object) => void;
  /** Is told what is asked of the outlines of the same objects. */
  readonly outlines: ManifestObserver;
}

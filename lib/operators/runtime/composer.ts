import type { Manifest } from '../../manifest/objects/manifest';
import type { JsonObject } from '../../manifest/objects/json';
import type { ComposedObjects } from './composition';

/** A composition, as the runtimes see it: of whatever kind. */
export interface Composer {
  /** Groups and versions of the objects that it is for. */
  readonly apiVersions: readonly string[];
  /** Kind of the objects that it is for. */
  readonly kind: string;
  /** What one object stands for, checked. */
  compose(object: Manifest): ComposedObjects;
  /** What stands in the object's status, by the objects that there are; undefined where nothing is said of it. */
  statusOf(object: Manifest, children: readonly Manifest[]): JsonObject | undefined;
}

/** The composition of an object's kind and version. */
export function composerOf(
  composers: readonly Composer[],
  { apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>,
): Composer | undefined {
  return composers.find((one) => one.apiVersions.includes(apiVersion) && one.kind === kind);
}

/** Whether a value, such as what a module exports, is a composition of this or another copy of the library. */
export function isComposer(value: unknown): value is Composer {
  return (
    typeof value === 'object' &&
    value !== null &&
    'apiVersions' in value &&
    Array.isArray(value.apiVersions) &&
    'compose' in value &&
    typeof value.compose === 'function' &&
    'statusOf' in value &&
    typeof value.statusOf === 'function'
  );
}

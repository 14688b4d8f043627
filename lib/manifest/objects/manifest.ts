import type { JsonValue } from './json';
import { isAddressable } from './manifest-flaws';

/** The part of `metadata` that this library reads; everything else passes through. */
export interface ObjectMeta {
  /** Name of the object. */
  readonly name?: string;
  /** First part of the name, where the API server chooses the rest. */
  readonly generateName?: string;
  /** Left out for cluster-scoped objects. */
  readonly namespace?: string;
  /** What selectors look at. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What controllers look at. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: JsonValue | undefined;
}

/** One plain Kubernetes object, no class behind it. */
export interface Manifest {
  /** Group and version: `apps/v1`; the version alone in the core group. */
  readonly apiVersion: string;
  /** Kind: `Deployment`. */
  readonly kind: string;
  /** Name, namespace, labels and annotations. */
  readonly metadata: ObjectMeta;
  readonly [field: string]: JsonValue | undefined;
}

/** A manifest, and where it comes from: a construct, or a file on disk. */
export interface LocatedManifest {
  /** The object itself. */
  readonly manifest: Manifest;
  /** Path of the construct that made it, such as `prod-euw1/boutique/cart`. */
  readonly origin?: string;
  /** File that it was read from or is written to, relative to the tree's root. */
  readonly file?: string;
  /** Line of the file on which the document starts, from 1. For reports: no check may depend on it. */
  readonly line?: number;
}

/** True when the value has the fields without which no object can be addressed, each with its own type. */
export function isManifest(value: unknown): value is Manifest {
  return isAddressable(value);
}

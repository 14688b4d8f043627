import { apiGroup } from './api-version';
import type { Manifest } from './manifest';

/** What tells two objects of one cluster apart. The API version is not part of it: v1 and v1beta1 of a kind are one object. */
export interface ObjectIdentity {
  /** API group, `''` for the core group. */
  readonly group: string;
  /** Kind: `Deployment`. */
  readonly kind: string;
  /** `''` for cluster-scoped objects. */
  readonly namespace: string;
  /** `metadata.name`, or `generateName` where the API server chooses the rest. */
  readonly name: string;
}

/** The identity of an object. Fields of a wrong type count as missing. */
export function identityOf(manifest: Manifest): ObjectIdentity {
  const { name, generateName, namespace } = manifest.metadata;
  return {
    group: apiGroup(manifest.apiVersion),
    kind: manifest.kind,
    namespace: textOr(namespace, ''),
    name: textOr(name, textOr(generateName, '')),
  };
}

/** One string for each identity, usable as a map key: `apps/Deployment/boutique/cart`. */
export function identityKey({ group, kind, namespace, name }: ObjectIdentity): string {
  return `${group}/${kind}/${namespace}/${name}`;
}

/** How messages name an object: `NetworkPolicy boutique/cart`, or `ClusterRole reader` for a cluster-scoped one. */
export function formatIdentity({ kind, namespace, name }: ObjectIdentity): string {
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** Untrusted YAML may hold anything where a name belongs. */
function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

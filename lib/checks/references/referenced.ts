import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { ExternalObject } from '../../fleet/facts/external-objects';
import { findObject } from '../../manifest/objects/find-object';
import { ownsNamespace } from '../../manifest/objects/owned-namespace';
import { makerOf } from '../../products/made-objects';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ObjectIdentity } from '../../manifest/objects/object-identity';
import type { CheckContext } from '../check';
import { isBuiltIn } from './built-in-objects';

/**
 * Where the object that a reference means comes from: the tree, or another place that is known (declared in
 * `externalObjects`, part of every cluster, made by a controller from an object of the tree), or nobody knows.
 */
export type Referenced =
  | { readonly from: 'tree'; readonly object: LocatedManifest }
  | { readonly from: 'elsewhere' }
  | { readonly from: 'nowhere' };

export function referenced(identity: ObjectIdentity, { manifests, cluster }: CheckContext): Referenced {
  const object = findObject(manifests, identity);
  if (object !== undefined) return { from: 'tree', object };
  const known =
    isBuiltIn(identity) ||
    cluster.externalObjects.some((external) => isDeclaredBy(external, identity)) ||
    isKnownStorageClass(identity, cluster) ||
    makerOf(manifests, identity) !== undefined;
  return { from: known ? 'elsewhere' : 'nowhere' };
}

/**
 * Whether the tree should have the object that is referred to: a namespace of which it has the Namespace, Pods or
 * Services is all in the tree. A route or a binding alone is a part of a tree, and the rest may be in another.
 */
export function shouldHave({ manifests }: CheckContext, { kind, namespace, name }: ObjectIdentity): boolean {
  if (kind === 'ConfigMap' && copiedEverywhere.has(name)) return false;
  return namespace === '' || ownsNamespace(manifests, namespace);
}

/** ConfigMaps that a platform puts into every namespace: certificates of Istio's and of OpenShift's authority. */
const copiedEverywhere: ReadonlySet<string> = new Set([
  'istio-ca-crl',
  'istio-ca-root-cert',
  'openshift-service-ca.crt',
]);

function isKnownStorageClass({ group, kind, name }: ObjectIdentity, { storageClasses }: ClusterFacts): boolean {
  return group === 'storage.k8s.io' && kind === 'StorageClass' && storageClasses.some((known) => known.name === name);
}

function isDeclaredBy(external: ExternalObject, { group, kind, namespace, name }: ObjectIdentity): boolean {
  return (
    external.kind === kind &&
    (external.group ?? '') === group &&
    external.name === name &&
    (external.namespace === undefined || external.namespace === namespace)
  );
}

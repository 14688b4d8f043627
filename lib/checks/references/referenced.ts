import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { ExternalObject } from '../../fleet/facts/external-objects';
import { findObject } from '../../manifest/objects/find-object';
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

/** Whether the tree is where the objects of a namespace belong: it has the Namespace itself, or Pods or Services in it. */
export function ownsNamespace({ manifests }: CheckContext, namespace: string): boolean {
  return (
    findObject(manifests, { group: '', kind: 'Namespace', namespace: '', name: namespace }) !== undefined ||
    manifests.pods(namespace).length > 0 ||
    manifests.ofKind('', 'Service', namespace).length > 0
  );
}

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

import { findObject } from './find-object';
import type { ManifestSet } from './manifest-set';

/** Whether the tree is where the objects of a namespace belong: it has the Namespace itself, or Pods or Services in it. */
export function ownsNamespace(manifests: ManifestSet, namespace: string): boolean {
  if (isNamespaceOfCluster(namespace)) return false;
  return (
    findObject(manifests, { group: '', kind: 'Namespace', namespace: '', name: namespace }) !== undefined ||
    manifests.outlines.pods(namespace).length > 0 ||
    manifests.ofKind('', 'Service', namespace).length > 0
  );
}

/**
 * Whether most objects of a namespace come with the cluster, such as its DNS and the pods of its control plane: what
 * a tree puts beside them says nothing of the others.
 */
export function isNamespaceOfCluster(namespace: string): boolean {
  return clusterNamespaces.has(namespace) || namespace.startsWith('openshift-');
}

const clusterNamespaces: ReadonlySet<string> = new Set(['kube-node-lease', 'kube-public', 'kube-system']);

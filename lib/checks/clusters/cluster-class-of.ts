import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf } from '../../manifest/objects/find-object';
import type { Manifest } from '../../manifest/objects/manifest';
import type { ObjectIdentity } from '../../manifest/objects/object-identity';
import type { ManifestSet } from '../../manifest/objects/manifest-set';

/** The group of the objects that every provider of Cluster API shares. */
export const clusterApiGroup = 'cluster.x-k8s.io';

/** Which ClusterClass a Cluster names; undefined where it names none. */
export function classNamedBy(cluster: Manifest): ObjectIdentity | undefined {
  const classRef = Field.root(cluster).at('spec', 'topology', 'classRef');
  const name = classRef.at('name').text;
  if (name === undefined) return undefined;
  const namespace = classRef.at('namespace').text ?? namespaceOf(cluster);
  return { group: clusterApiGroup, kind: 'ClusterClass', namespace, name };
}

/** The ClusterClass of a Cluster, where the tree has it. */
export function classOf(cluster: Manifest, manifests: ManifestSet): Field | undefined {
  const identity = classNamedBy(cluster);
  const found = identity === undefined ? undefined : findObject(manifests, identity);
  return found === undefined ? undefined : Field.root(found.manifest);
}

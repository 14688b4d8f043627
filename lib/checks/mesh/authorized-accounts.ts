import type { MeshProduct } from '../../fleet/mesh-facts';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import { allMeshRecords } from '../../products/mesh-records';

/** The first policy of a mesh that names a ServiceAccount as a client, as the record of the mesh has accounts. */
export function firstPolicyNaming(
  product: MeshProduct,
  account: string,
  manifests: ManifestSet,
): LocatedManifest | undefined {
  return firstPolicies(manifests).get(`${product} ${account}`);
}

const firstPolicies = perManifestSet((manifests): ReadonlyMap<string, LocatedManifest> => {
  const first = new Map<string, LocatedManifest>();
  for (const { product, clients } of allMeshRecords) {
    for (const policy of manifests.ofKind(clients.group, clients.kind)) {
      const { manifest } = policy;
      for (const account of clients.accountsOf(Field.root(manifest).at('spec'), namespaceOf(manifest))) {
        const key = `${product} ${account}`;
        if (!first.has(key)) first.set(key, policy);
      }
    }
  }
  return first;
});

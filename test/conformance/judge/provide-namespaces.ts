import type { TestCluster } from '../../control-plane/client/test-cluster';
import type { TreeObject } from '../../control-plane/trees/tree';
import { isNamespace } from '../../control-plane/client/apply-phases';

/**
 * Makes the namespaces that a tree puts objects into without having them itself. Whether it should have them is for
 * the check of references to say; here, each object is to be judged for what it is. One that an earlier tree left
 * behind loses that tree's labels.
 */
export async function provideNamespaces(cluster: TestCluster, objects: readonly TreeObject[]): Promise<void> {
  const names = new Set(objects.flatMap(({ manifest }) => manifest.metadata.namespace ?? []));
  for (const { manifest } of objects) if (isNamespace(manifest)) names.delete(manifest.metadata.name ?? '');
  const resource = await cluster.resources.find('v1', 'Namespace');
  if (resource === undefined) throw new Error('the server does not serve namespaces');
  for (const name of names) {
    const manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
    await cluster.apply(resource, manifest, JSON.stringify(manifest), { dryRun: false });
  }
}

import { isJsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { concurrently } from '../../control-plane/client/concurrently';
import type { TestCluster } from '../../control-plane/client/test-cluster';
import { listObjects } from './find-objects';

/** What controllers make of other objects, those first that would make some of the others again. */
const madeKinds = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'DaemonSet'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'ReplicaSet'],
  ['batch/v1', 'Job'],
  ['v1', 'Pod'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'PersistentVolume'],
] as const;

/** Takes out workloads, Pods, claims, nodes and namespaces, and waits until they are gone. */
export async function emptyCluster(cluster: TestCluster): Promise<void> {
  await cluster.eventually(
    'nothing is left',
    () => removeMade(cluster),
    (left) => left.length === 0,
  );
  await removeAll(cluster, await listObjects(cluster, 'v1', 'Node'));
  const namespaces = (await listObjects(cluster, 'v1', 'Namespace')).filter(({ metadata }) => !isSystem(metadata.name));
  await removeAll(cluster, namespaces);
  await concurrently(namespaces, (namespace) => finalize(cluster, namespace));
}

/** Removes what there is, and returns it. */
async function removeMade(cluster: TestCluster): Promise<readonly Manifest[]> {
  const found: Manifest[] = [];
  for (const [apiVersion, kind] of madeKinds) {
    const objects = await listObjects(cluster, apiVersion, kind);
    found.push(...objects);
    await removeAll(cluster, objects);
  }
  return found;
}

async function removeAll(cluster: TestCluster, objects: readonly Manifest[]): Promise<void> {
  await concurrently(objects, async (object) => {
    const resource = await cluster.resources.find(object.apiVersion, object.kind);
    if (resource !== undefined) await cluster.remove(resource, object);
  });
}

/** The controller of namespaces begins to empty one after five seconds. This one is empty. */
async function finalize({ client }: TestCluster, { metadata: { name = '' } }: Manifest): Promise<void> {
  const path = `/api/v1/namespaces/${name}`;
  const { status, body } = await client.request('GET', path);
  if (status !== 200 || !isJsonObject(body.spec)) return;
  const released = { ...body, spec: { ...body.spec, finalizers: [] } };
  await client.request('PUT', `${path}/finalize`, {
    body: JSON.stringify(released),
    contentType: 'application/json',
  });
}

function isSystem(namespace = ''): boolean {
  return namespace === 'default' || namespace.startsWith('kube-');
}

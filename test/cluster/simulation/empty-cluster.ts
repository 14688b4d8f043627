import { Field } from '../../../lib/manifest/objects/field';
import { isJsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { concurrently } from '../../control-plane/client/concurrently';
import type { TestCluster } from '../../control-plane/client/test-cluster';
import { listObjects } from './find-objects';

const emptyWithin = 60_000;

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

/** Takes out workloads, Pods, claims, nodes, namespaces and the stages of single tests, and waits until they are gone. */
export async function emptyCluster(cluster: TestCluster): Promise<void> {
  const stages = await listObjects(cluster, 'kwok.x-k8s.io/v1alpha1', 'Stage');
  // Those without a weight are what every kubelet does.
  await removeAll(
    cluster,
    stages.filter((stage) => Field.root(stage).at('spec', 'weight').isSet),
  );
  await cluster.eventually('no Pod is left', () => removeMade(cluster), emptyWithin);
  await removeAll(cluster, await listObjects(cluster, 'v1', 'Node'));
  const namespaces = (await listObjects(cluster, 'v1', 'Namespace')).filter(({ metadata }) => !isSystem(metadata.name));
  await removeAll(cluster, namespaces);
  await concurrently(namespaces, (namespace) => finalize(cluster, namespace));
}

/** True where there was nothing left to remove. */
async function removeMade(cluster: TestCluster): Promise<boolean> {
  let isEmpty = true;
  for (const [apiVersion, kind] of madeKinds) {
    const objects = await listObjects(cluster, apiVersion, kind);
    isEmpty &&= objects.length === 0;
    await removeAll(cluster, objects);
  }
  return isEmpty;
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

import { Field } from '../../../lib/manifest/objects/field';
import { isJsonArray } from '../../../lib/manifest/objects/json';
import { isManifest, type Manifest } from '../../../lib/manifest/objects/manifest';
import type { TestCluster } from '../../control-plane/client/test-cluster';

/** The objects of a kind that a server has, of one namespace or of all. */
export async function listObjects(
  cluster: TestCluster,
  apiVersion: string,
  kind: string,
  namespace?: string,
): Promise<readonly Manifest[]> {
  const resource = await cluster.resources.find(apiVersion, kind);
  if (resource === undefined) throw new Error(`${kind} of ${apiVersion} is not served`);
  const folder = namespace === undefined || !resource.namespaced ? '' : `/namespaces/${namespace}`;
  const { items } = await cluster.client.get(`${resource.base}${folder}/${resource.plural}`);
  // A list says once what its items are.
  const objects = isJsonArray(items) ? items.map((item) => Object.assign({ apiVersion, kind }, item)) : [];
  return objects.filter(isManifest);
}

/** What an object owns, directly or by way of what it owns. */
export function ownedBy(owner: Manifest, objects: readonly Manifest[]): readonly Manifest[] {
  const own = objects.filter((object) => ownersOf(object).includes(uidOf(owner)));
  return [...own, ...own.flatMap((object) => ownedBy(object, objects))];
}

export function uidOf({ metadata }: Manifest): string {
  return typeof metadata.uid === 'string' ? metadata.uid : '';
}

function ownersOf(object: Manifest): readonly (string | undefined)[] {
  return Field.root(object)
    .at('metadata', 'ownerReferences')
    .items()
    .map((reference) => reference.at('uid').text);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { isJsonArray, isJsonObject, type JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { failureMessage } from '../../../lib/schema/pull/kubernetes-client';
import { patience, type TestCluster } from '../../control-plane/client/test-cluster';

/** Nothing new is placed on a node from now on. */
export async function cordon({ client }: TestCluster, node: string): Promise<void> {
  const content = { body: '{"spec":{"unschedulable":true}}', contentType: 'application/merge-patch+json' };
  const { status, body } = await client.request('PATCH', `/api/v1/nodes/${node}`, content);
  if (status !== 200) throw new Error(`${node} cannot be cordoned: ${failureMessage(body)}`);
}

/** Asks for the eviction of a Pod until it is granted; the API's own words where it is still refused at the end. */
export async function evict({ client }: TestCluster, pod: Manifest, within: number): Promise<string | undefined> {
  const { name = '', namespace = 'default' } = pod.metadata;
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
  const content = { body: JSON.stringify(eviction), contentType: 'application/json' };
  const begin = Date.now();
  for (;;) {
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
    const { status, body } = await client.request('POST', path, content);
    if (status < 300 || status === 404) return undefined;
    const words = `${failureMessage(body)}${causes(body)}`;
    // That is no verdict yet.
    const isUndecided = words.includes('still being processed');
    if (status !== 429 || Date.now() - begin > (isUndecided ? patience : within))
      return `Pod ${namespace}/${name}: ${words}`;
    await sleep(200);
  }
}

function causes({ details }: JsonObject): string {
  if (!isJsonObject(details) || !isJsonArray(details.causes)) return '';
  return details.causes
    .filter(isJsonObject)
    .map(({ message }) => ` ${typeof message === 'string' ? message : ''}`)
    .join('');
}

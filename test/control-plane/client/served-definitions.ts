import { isJsonArray, isJsonObject, type JsonObject } from '../../../lib/manifest/objects/json';
import type { TestCluster } from './test-cluster';

/** Waits until the kind of every definition is served: accepted is not yet established, established not yet listed. */
export async function awaitServed(cluster: TestCluster, definitions: readonly JsonObject[]): Promise<void> {
  for (const definition of definitions) {
    for (const [apiVersion, kind] of servedKinds(definition)) {
      await cluster.eventually(
        `${apiVersion} ${kind} is served`,
        async () => {
          cluster.resources.forget(apiVersion);
          const isServed = (await cluster.resources.find(apiVersion, kind)) !== undefined;
          return isServed ? 'served' : await conditionsOf(cluster, definition);
        },
        (seen) => seen === 'served',
      );
    }
  }
}

/** Waits until the kind of no definition is served any more. */
export async function awaitGone(cluster: TestCluster, definitions: readonly JsonObject[]): Promise<void> {
  for (const [apiVersion, kind] of definitions.flatMap(servedKinds)) {
    await cluster.eventually(
      `${apiVersion} ${kind} is gone`,
      async () => {
        cluster.resources.forget(apiVersion);
        return cluster.resources.find(apiVersion, kind);
      },
      (seen) => seen === undefined,
    );
  }
}

/** What a server says of a definition that it does not serve. */
async function conditionsOf({ client }: TestCluster, { metadata }: JsonObject): Promise<string> {
  const name = isJsonObject(metadata) && typeof metadata.name === 'string' ? metadata.name : '';
  const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`;
  const { body } = await client.request('GET', path);
  return JSON.stringify(isJsonObject(body.status) ? body.status.conditions : body);
}

function servedKinds({ spec }: JsonObject): [apiVersion: string, kind: string][] {
  if (!isJsonObject(spec) || !isJsonArray(spec.versions) || !isJsonObject(spec.names)) return [];
  const { group, versions } = spec;
  const { kind } = spec.names;
  if (typeof group !== 'string' || typeof kind !== 'string') return [];
  return versions.flatMap((version): [string, string][] =>
    isJsonObject(version) && version.served === true && typeof version.name === 'string'
      ? [[`${group}/${version.name}`, kind]]
      : [],
  );
}

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

/**
 * Waits until no definition is there, and no kind of theirs is served: what is being deleted is not served any more, and would
 * still be found by whoever wants to create it again.
 */
export async function awaitGone(cluster: TestCluster, definitions: readonly JsonObject[]): Promise<void> {
  for (const definition of definitions) {
    await cluster.eventually(
      `${pathOfDefinition(definition)} is gone`,
      async () => (await cluster.client.request('GET', pathOfDefinition(definition))).status,
      (status) => status === 404,
    );
    for (const [apiVersion, kind] of servedKinds(definition)) {
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
}

/** What a server says of a definition that it does not serve. */
async function conditionsOf({ client }: TestCluster, definition: JsonObject): Promise<string> {
  const { body } = await client.request('GET', pathOfDefinition(definition));
  return JSON.stringify(isJsonObject(body.status) ? body.status.conditions : body);
}

function pathOfDefinition({ metadata }: JsonObject): string {
  const name = isJsonObject(metadata) && typeof metadata.name === 'string' ? metadata.name : '';
  return `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`;
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

import { compareText } from '../../manifest/objects/compare-text';
import { isJsonArray, isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { factsFromDefinition } from './facts-from-definition';
import { factsFromOpenApi } from './facts-from-openapi';
import { failureMessage, type KubernetesClient } from './kubernetes-client';
import type { PulledFacts, PulledKind } from './pulled-facts';

/** All that is asked of a server. */
export type SchemaSource = Pick<KubernetesClient, 'get' | 'request'>;

/**
 * Asks a server what it serves: built-in and aggregated kinds by its OpenAPI documents, custom resources by their
 * definitions, which say more. The server is only read.
 *
 * @param name what the facts stand for, such as `prod-euw1`
 */
export async function pullFacts(client: SchemaSource, name: string): Promise<PulledFacts> {
  const custom = await customKinds(client);
  const customVersions = new Set(custom.map(([key]) => `apis/${key.slice(0, key.lastIndexOf('/'))}`));
  const paths = (await documentPaths(client)).filter(([version]) => !customVersions.has(version));
  const pulled = await Promise.all(paths.map(async ([, path]) => factsFromOpenApi(await readDocument(client, path))));
  return {
    format: 1,
    name,
    kubernetes: await minorVersion(client),
    kinds: sorted([...pulled.flatMap(({ kinds }) => Object.entries(kinds)), ...custom]),
    definitions: sorted(pulled.flatMap(({ definitions }) => Object.entries(definitions))),
  };
}

async function customKinds(client: SchemaSource): Promise<[key: string, kind: PulledKind][]> {
  const { items } = await client.get('/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
  const definitions = isJsonArray(items) ? items.filter(isJsonObject) : [];
  return definitions.flatMap((definition) => Object.entries(factsFromDefinition(definition)));
}

/** API versions (`api/v1`, `apis/apps/v1`), and where the server has the document of each. */
async function documentPaths(client: SchemaSource): Promise<[version: string, path: string][]> {
  const { paths } = await client.get('/openapi/v3');
  return Object.entries(isJsonObject(paths) ? paths : {}).flatMap(([version, place]): [string, string][] =>
    /^(api|apis\/[^/]+)\/[^/]+$/.test(version) && isJsonObject(place) && typeof place.serverRelativeURL === 'string'
      ? [[version, place.serverRelativeURL]]
      : [],
  );
}

/** Empty for a version that the server has stopped serving since it listed it. */
async function readDocument(client: SchemaSource, path: string): Promise<JsonObject> {
  const { status, body } = await client.request('GET', path);
  if (status === 404) return {};
  if (status !== 200) throw new Error(`GET ${path}: ${status} ${failureMessage(body)}`);
  return body;
}

async function minorVersion(client: SchemaSource): Promise<string> {
  const { gitVersion } = await client.get('/version');
  const minor = typeof gitVersion === 'string' ? /^v(1\.\d+)/.exec(gitVersion)?.[1] : undefined;
  if (minor === undefined) throw new Error('the server says of no version of Kubernetes that it is its own');
  return minor;
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
}

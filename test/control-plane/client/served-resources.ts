import { isJsonArray, isJsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { KubernetesClient } from '../../../lib/schema/pull/kubernetes-client';

/** How objects of one kind are addressed. */
export interface ServedResource {
  /** Path of the API version: `/apis/apps/v1`. */
  readonly base: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** What a server serves, asked once for each API version. */
export class ServedResources {
  private readonly versions = new Map<string, Promise<ReadonlyMap<string, ServedResource>>>();

  constructor(private readonly client: KubernetesClient) {}

  /** The resource of a kind; undefined where the server does not serve it. */
  async find(apiVersion: string, kind: string): Promise<ServedResource | undefined> {
    return (await this.of(apiVersion)).get(kind);
  }

  /** The resource by its plural, as in paths of the API, and its kind. */
  async findPlural(
    apiVersion: string,
    plural: string,
  ): Promise<{ readonly kind: string; readonly resource: ServedResource } | undefined> {
    const found = [...(await this.of(apiVersion))].find(([, resource]) => resource.plural === plural);
    return found && { kind: found[0], resource: found[1] };
  }

  private of(apiVersion: string): Promise<ReadonlyMap<string, ServedResource>> {
    let kinds = this.versions.get(apiVersion);
    if (kinds === undefined) {
      kinds = this.ask(apiVersion);
      this.versions.set(apiVersion, kinds);
    }
    return kinds;
  }

  /** Asks the server again when it is next about this API version: a definition came or went. */
  forget(apiVersion: string): void {
    this.versions.delete(apiVersion);
  }

  private async ask(apiVersion: string): Promise<ReadonlyMap<string, ServedResource>> {
    const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { status, body } = await this.client.request('GET', base);
    const kinds = new Map<string, ServedResource>();
    if (status !== 200 || !isJsonArray(body.resources)) return kinds;
    for (const resource of body.resources) {
      if (!isJsonObject(resource)) continue;
      const { name, kind, namespaced } = resource;
      if (typeof name !== 'string' || typeof kind !== 'string' || name.includes('/')) continue;
      kinds.set(kind, { base, plural: name, namespaced: namespaced === true });
    }
    return kinds;
  }
}

/** Path of an object, or of the collection that it would be created in where it has no name. */
export function pathOf({ base, plural, namespaced }: ServedResource, { metadata }: Manifest): string {
  const folder = namespaced ? `${base}/namespaces/${metadata.namespace ?? 'default'}/${plural}` : `${base}/${plural}`;
  return metadata.name === undefined ? folder : `${folder}/${metadata.name}`;
}

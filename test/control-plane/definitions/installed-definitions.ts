import type { JsonObject } from '../../../lib/manifest/objects/json';
import { failureMessage } from '../../../lib/schema/pull/kubernetes-client';
import { concurrently } from '../client/concurrently';
import { awaitGone, awaitServed } from '../client/served-definitions';
import type { TestCluster } from '../client/test-cluster';
import { exclude, type Definition, type DefinitionGroup } from './definition-groups';

const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** The definitions that a server has at the moment, by group. */
export class InstalledDefinitions {
  private readonly installed = new Map<string, Map<string, JsonObject | undefined>>();

  constructor(private readonly cluster: TestCluster) {}

  /** Installs what is missing, and takes out first what cannot be there at the same time. */
  async provide(groups: readonly DefinitionGroup[]): Promise<void> {
    const excluded = [...this.installed.keys()].filter((name) => groups.some((other) => exclude(name, other.name)));
    for (const name of excluded) await this.uninstall(name);
    await concurrently(groups, (group) => this.install(group));
  }

  private async install({ name, definitions }: DefinitionGroup): Promise<void> {
    const present = this.installed.get(name) ?? new Map<string, JsonObject | undefined>();
    this.installed.set(name, present);
    const missing = definitions.filter((definition) => !present.has(definition.name));
    const created = await concurrently(missing, (definition) => this.create(definition));
    missing.forEach((definition, index) => present.set(definition.name, created[index]));
    await awaitServed(
      this.cluster,
      created.filter((definition) => definition !== undefined),
    );
  }

  private async create({ name, read }: Definition): Promise<JsonObject | undefined> {
    const body = read();
    const answer = await this.cluster.client.request('POST', path, { body, contentType: 'application/yaml' });
    if (answer.status === 201) return answer.body;
    // Two products may bring the very same definition.
    if (answer.status !== 409) this.cluster.refusedDefinitions.set(name, failureMessage(answer.body));
    return undefined;
  }

  private async uninstall(name: string): Promise<void> {
    const present = this.installed.get(name) ?? new Map<string, JsonObject | undefined>();
    await concurrently([...present.keys()], (one) => this.cluster.client.request('DELETE', `${path}/${one}`));
    await awaitGone(
      this.cluster,
      [...present.values()].filter((definition) => definition !== undefined),
    );
    this.installed.delete(name);
  }
}

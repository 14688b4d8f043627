import type { JsonObject } from '../../../lib/manifest/objects/json';
import { failureMessage } from '../../../lib/schema/pull/kubernetes-client';
import { concurrently } from '../client/concurrently';
import { awaitGone, awaitServed } from '../client/served-definitions';
import type { TestCluster } from '../client/test-cluster';
import { exclude, type Definition, type DefinitionGroup } from './definition-groups';

const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** The groups of definitions that a server has at the moment. */
export class InstalledDefinitions {
  private readonly installed = new Map<DefinitionGroup, readonly JsonObject[]>();

  constructor(private readonly cluster: TestCluster) {}

  /** Installs what is missing, and takes out first what cannot be there at the same time. */
  async provide(groups: readonly DefinitionGroup[]): Promise<void> {
    const present = new Set([...this.installed.keys()].map(({ name }) => name));
    const missing = groups.filter(({ name }) => !present.has(name));
    const excluded = [...this.installed.keys()].filter((group) => missing.some((other) => exclude(group, other)));
    for (const group of excluded) await this.uninstall(group);
    await concurrently(missing, (group) => this.install(group));
  }

  private async install(group: DefinitionGroup): Promise<void> {
    const created = await concurrently(group.definitions, (definition) => this.create(definition));
    const definitions = created.filter((definition) => definition !== undefined);
    await awaitServed(this.cluster, definitions);
    this.installed.set(group, definitions);
  }

  private async create({ name, read }: Definition): Promise<JsonObject | undefined> {
    const body = read();
    const answer = await this.cluster.client.request('POST', path, { body, contentType: 'application/yaml' });
    if (answer.status === 201) return answer.body;
    // Two products may bring the very same definition.
    if (answer.status !== 409) this.cluster.refusedDefinitions.set(name, failureMessage(answer.body));
    return undefined;
  }

  private async uninstall(group: DefinitionGroup): Promise<void> {
    await concurrently(group.definitions, ({ name }) => this.cluster.client.request('DELETE', `${path}/${name}`));
    await awaitGone(this.cluster, this.installed.get(group) ?? []);
    this.installed.delete(group);
  }
}

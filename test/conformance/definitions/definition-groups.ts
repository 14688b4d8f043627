import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { apiGroup } from '../../../lib/manifest/api-version';
import type { Tree } from '../trees/tree';

/** The definitions of one product. */
export interface DefinitionGroup {
  readonly name: string;
  readonly definitions: readonly Definition[];
}

export interface Definition {
  /** `<plural>.<group>` */
  readonly name: string;
  readonly file: string;
}

const folder = join(__dirname, '../../../../shared/crds');

/** API groups that several products bring definitions of, and the only folders that they are taken from. */
const owners: Readonly<Record<string, readonly string[]>> = {
  'gateway.networking.k8s.io': ['gateway-api-standard', 'gateway-api-experimental'],
  'multicluster.x-k8s.io': ['mcs-api'],
};

/** All groups: a folder each, in which every file is named after the definition that it holds. Empty without them. */
export function definitionGroups(): readonly DefinitionGroup[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.map(({ name }) => ({ name, definitions: readDefinitions(name) }));
}

/** The groups that a cluster must have so that it can take a tree: those that its custom resources come from. */
export function groupsFor({ objects, gatewayApi = 'standard' }: Tree): readonly DefinitionGroup[] {
  const used = new Set(objects.map(({ manifest }) => apiGroup(manifest.apiVersion)));
  return definitionGroups()
    .filter(({ name }) => !name.startsWith('gateway-api-') || name === `gateway-api-${gatewayApi}`)
    .filter(({ definitions }) => definitions.some(({ name }) => used.has(groupOf(name))));
}

/** Whether two groups define the same kinds in different ways, so that a cluster has one of them only. */
export function exclude(one: DefinitionGroup, other: DefinitionGroup): boolean {
  return one.name !== other.name && [one, other].every(({ name }) => name.startsWith('gateway-api-'));
}

function readDefinitions(product: string): Definition[] {
  return readdirSync(join(folder, product))
    .map((file) => ({ name: file.replace(/\.yaml$/, ''), file: join(folder, product, file) }))
    .filter(({ name }) => owners[groupOf(name)]?.includes(product) ?? true);
}

function groupOf(definition: string): string {
  return definition.slice(definition.indexOf('.') + 1);
}

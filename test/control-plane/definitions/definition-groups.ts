import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { apiGroup } from '../../../lib/manifest/objects/api-version';
import { isJsonObject } from '../../../lib/manifest/objects/json';
import type { Tree } from '../trees/tree';

/** The definitions of one product. */
export interface DefinitionGroup {
  readonly name: string;
  readonly definitions: readonly Definition[];
}

export interface Definition {
  /** `<plural>.<group>` */
  readonly name: string;
  /** The definition as YAML. */
  readonly read: () => string;
}

const folder = join(__dirname, '../../../../shared/crds');
const ownFolder = join(__dirname, '../../../crds');

/** API groups that several products bring definitions of, and the only folders that they are taken from. */
const owners: Readonly<Record<string, readonly string[]>> = {
  'gateway.networking.k8s.io': ['gateway-api-standard', 'gateway-api-experimental'],
  'multicluster.x-k8s.io': ['mcs-api'],
};

/** Whether definitions as the products publish them are at hand. Else, only this library's own ones are. */
export const hasUpstreamDefinitions = existsSync(folder);

/** All groups: a folder each of upstream ones, in which every file is named after the definition that it holds. */
export function definitionGroups(): readonly DefinitionGroup[] {
  const entries = hasUpstreamDefinitions ? readdirSync(folder, { withFileTypes: true }) : [];
  const names = entries.filter((entry) => entry.isDirectory());
  const upstream = names.map(({ name }) => ({ name, definitions: readDefinitions(name) }));
  const known = new Set(upstream.flatMap(({ definitions }) => definitions.map(({ name }) => name)));
  return [...upstream, ...readOwnGroups(known)];
}

/** The definitions that a cluster must have so that it can take a tree: those of its custom resources, by group. */
export function groupsFor({
  objects,
  gatewayApi = 'standard',
}: Pick<Tree, 'objects' | 'gatewayApi'>): readonly DefinitionGroup[] {
  const used = new Set(
    objects.flatMap(({ manifest: { apiVersion, kind } }) =>
      pluralsOf(kind).map((plural) => `${plural}.${apiGroup(apiVersion)}`),
    ),
  );
  return definitionGroups()
    .filter(({ name }) => !name.startsWith('gateway-api-') || name === `gateway-api-${gatewayApi}`)
    .map(({ name, definitions }) => ({ name, definitions: definitions.filter((one) => used.has(one.name)) }))
    .filter(({ definitions }) => definitions.length > 0);
}

/** Every way in which product teams form the plural of a kind. */
function pluralsOf(kind: string): readonly string[] {
  const singular = kind.toLowerCase();
  return [singular, `${singular}s`, `${singular}es`, singular.replace(/y$/, 'ies')];
}

/** Whether two groups define the same kinds in different ways, so that a cluster has one of them only. */
export function exclude(one: string, other: string): boolean {
  return one !== other && [one, other].every((name) => name.startsWith('gateway-api-'));
}

function readDefinitions(product: string): Definition[] {
  return readdirSync(join(folder, product))
    .map((file) => ({
      name: file.replace(/\.yaml$/, ''),
      read: () => readFileSync(join(folder, product, file), 'utf8'),
    }))
    .filter(({ name }) => owners[groupOf(name)]?.includes(product) ?? true);
}

/**
 * This library's own definitions of kinds that no upstream definition is at hand of: an API server then holds our
 * objects against the fields that we know, and against its own rules.
 */
function readOwnGroups(known: ReadonlySet<string>): DefinitionGroup[] {
  return readdirSync(ownFolder).map((file) => {
    const documents = readFileSync(join(ownFolder, file), 'utf8').split(/^---\n/m);
    const definitions = documents.map((text) => ({ name: nameOf(text), read: () => withApproval(text) }));
    return { name: `own ${file}`, definitions: definitions.filter(({ name }) => !known.has(name)) };
  });
}

/** Groups that end in `.k8s.io` are protected: a server takes a definition only where it says what its approval is. */
function withApproval(text: string): string {
  const definition: unknown = parse(text);
  if (!isJsonObject(definition) || !isJsonObject(definition.metadata)) throw new Error(`no definition: ${text}`);
  const annotations = { 'api-approved.kubernetes.io': 'unapproved, the part of a definition that tests need' };
  return JSON.stringify({ ...definition, metadata: { ...definition.metadata, annotations } });
}

function nameOf(definition: string): string {
  return /^metadata:(?: \{|\n {2})\s*name: ([^\s,}]+)/m.exec(definition)?.[1] ?? '';
}

function groupOf(definition: string): string {
  return definition.slice(definition.indexOf('.') + 1);
}

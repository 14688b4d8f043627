import { apiGroup } from '../../manifest/objects/api-version';
import type { ClusterDescription } from '../../fleet/describe-cluster';
import type { RecordedSetting } from '../../fleet/recorded-settings';
import { clusterFolder as folderOfCluster } from '../layout/file-path';
import { compareText } from '../../manifest/objects/compare-text';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import type { ObjectIdentity } from '../../manifest/objects/object-identity';

/** A file that a synth has written. */
export interface InventoryFile {
  /** Relative to the output folder, with `/` on every system. */
  readonly file: string;
  /** SHA-256 of its YAML document, in hexadecimal digits. */
  readonly sha256: string;
}

/** What one object of a cluster's tree is, and where it comes from. */
export interface InventoryEntry extends InventoryFile {
  readonly apiVersion: string;
  readonly kind: string;
  /** Left out for an object without a namespace. */
  readonly namespace?: string;
  readonly name: string;
  /** Path of the construct that it comes from. */
  readonly origin?: string;
}

/**
 * The objects that a synth wrote for a cluster, and so the files that it may change and remove; and what is known of
 * the cluster, so that whoever has only its tree can judge it.
 */
export interface Inventory {
  readonly environment: string;
  readonly cluster: string;
  /** What is known of the cluster, as `describeCluster` has it: fields of their own in the file, between names and objects. */
  readonly facts: ClusterDescription;
  /** What fleet capabilities keep of the cluster, by their names. Left out where there is nothing. */
  readonly summaries?: JsonObject;
  /** Of what each fleet capability put into the tree, the SHA-256: whether a later synth would put the same. Left out where there is nothing. */
  readonly fleetObjects?: JsonObject;
  /** Where the settings have their values from that the program asked for. Left out where there are none. */
  readonly settings?: readonly RecordedSetting[];
  /** Fields that have an owner: declared, or left to a controller at run time. Left out where there are none. */
  readonly ownership?: readonly JsonObject[];
  /** Files among the objects that are none themselves: what a tool looks for in a folder. Left out where there are none. */
  readonly files?: readonly InventoryFile[];
  readonly objects: readonly InventoryEntry[];
}

/** Folder of the inventories below the output folder: outside of what a GitOps engine syncs. */
export const inventoryFolder = '.inventory';

/** File of the inventory of a cluster's folder. */
export function inventoryFileOf(clusterFolder: string): string {
  return `${inventoryFolder}/${clusterFolder}.json`;
}

/** The inventory's file: JSON with one line for each fact and object, these by file, so that a diff shows what changed. */
export function formatInventory({
  environment,
  cluster,
  facts,
  summaries = {},
  fleetObjects = {},
  settings = [],
  ownership = [],
  files = [],
  objects,
}: Inventory): string {
  const lines = [...objects].sort(byFileAndIdentity).map((entry) => `    ${JSON.stringify(entry)}`);
  const fields = Object.entries({
    environment,
    cluster,
    ...facts,
    ...(Object.keys(summaries).length === 0 ? {} : { summaries }),
    ...(Object.keys(fleetObjects).length === 0 ? {} : { fleetObjects }),
  }).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`);
  const beside = [...files].sort((one, other) => compareText(one.file, other.file));
  const lists = Object.entries({ settings, ownership, files: beside }).map(([name, entries]) => {
    const own = entries.map((entry) => `    ${JSON.stringify(entry)}`);
    return own.length === 0 ? '' : `  "${name}": [\n${own.join(',\n')}\n  ],\n`;
  });
  return `{\n${fields.join('')}${lists.join('')}  "objects": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
}

function byFileAndIdentity(one: InventoryEntry, other: InventoryEntry): number {
  return (
    compareText(one.file, other.file) ||
    compareText(one.kind, other.kind) ||
    compareText(one.namespace ?? '', other.namespace ?? '') ||
    compareText(one.name, other.name) ||
    compareText(one.apiVersion, other.apiVersion)
  );
}

/** Identity of the object that an entry stands for. */
export function identityOfEntry({ apiVersion, kind, namespace = '', name }: InventoryEntry): ObjectIdentity {
  return { group: apiGroup(apiVersion), kind, namespace, name };
}

/**
 * Reads an inventory back. Its files are removed one day, so each must lie in the cluster's own folder.
 *
 * @param clusterFolder the folder of the cluster that it is kept for
 * @throws when the text is no inventory, as after a merge conflict, or is that of another cluster
 */
export function parseInventory(text: string, path: string, clusterFolder: string): Inventory {
  const value = parseJson(text);
  if (!isJsonObject(value) || typeof value.environment !== 'string' || typeof value.cluster !== 'string') {
    throw unreadable(path, clusterFolder);
  }
  const {
    environment,
    cluster,
    objects,
    files = [],
    settings = [],
    ownership = [],
    summaries = {},
    fleetObjects = {},
    ...facts
  } = value;
  if (!isJsonArray(objects) || !objects.every(isEntry)) throw unreadable(path, clusterFolder);
  if (!isJsonArray(files) || !files.every(isFile)) throw unreadable(path, clusterFolder);
  const stray = [...objects, ...files].find(({ file }) => !file.startsWith(`${clusterFolder}/`) || !isTreeFile(file));
  if (stray !== undefined) throw new Error(`${path}: ${stray.file} is not in ${clusterFolder}, so it is left alone`);
  if (folderOfCluster(environment, cluster) !== clusterFolder) throw unreadable(path, clusterFolder);
  if (!isJsonArray(ownership) || !ownership.every(isJsonObject)) throw unreadable(path, clusterFolder);
  if (!isJsonArray(settings) || !settings.every(isSetting)) throw unreadable(path, clusterFolder);
  if (!isJsonObject(summaries) || !isJsonObject(fleetObjects)) throw unreadable(path, clusterFolder);
  return {
    environment,
    cluster,
    facts,
    ...(Object.keys(summaries).length === 0 ? {} : { summaries }),
    ...(Object.keys(fleetObjects).length === 0 ? {} : { fleetObjects }),
    ...(settings.length === 0 ? {} : { settings }),
    ...(ownership.length === 0 ? {} : { ownership }),
    ...(files.length === 0 ? {} : { files }),
    objects,
  };
}

/**
 * Whether a path is one that a synth may have written: without a step that leads out of the output folder, on any
 * system, and with a name that manifests and inventories have.
 */
export function isTreeFile(file: string): boolean {
  const steps = file.split('/');
  if (!steps.every((step) => /^[a-z0-9._%~-]+$/.test(step) && !/^\.+$/.test(step))) return false;
  if (steps[0] === inventoryFolder) return /\.(json|md|svg)$/.test(file);
  return file.endsWith('.k8s.yaml') || file.endsWith('/fleet.yaml');
}

/** The value of a text that is JSON; undefined for any other. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(path: string, clusterFolder: string): Error {
  return new Error(
    `${path} is no inventory, so nothing is known of the files in ${clusterFolder}.\n` +
      `  fix:  restore it from Git; or remove both, and synthesize again`,
  );
}

function isSetting(value: JsonValue): value is JsonObject & RecordedSetting {
  if (!isJsonObject(value)) return false;
  return [value.path, value.layer, value.sha256].every((field) => typeof field === 'string');
}

function isEntry(value: JsonValue): value is JsonObject & InventoryEntry {
  if (!isJsonObject(value)) return false;
  const { apiVersion, kind, namespace = '', name, file, sha256, origin = '' } = value;
  return [apiVersion, kind, namespace, name, file, sha256, origin].every((field) => typeof field === 'string');
}

function isFile(value: JsonValue): value is JsonObject & InventoryFile {
  return isJsonObject(value) && typeof value.file === 'string' && typeof value.sha256 === 'string';
}

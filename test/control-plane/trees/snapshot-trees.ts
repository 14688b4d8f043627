import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { identityKey, identityOf } from '../../../lib/manifest/objects/object-identity';
import { nearestVersion } from './nearest-version';
import { parseObjects } from './parse-objects';
import type { Tree, TreeObject } from './tree';

type Channel = 'standard' | 'experimental';

/** An object of a snapshot, and the clusters that have it in this form. */
interface SnapshotObject extends TreeObject {
  readonly versions: readonly string[];
  readonly channels: readonly Channel[];
}

/**
 * The trees that tests keep as snapshots: the YAML files of each folder `__snapshots__/<test file>/<test>/`. Comments
 * at the top of a file say what clusters have its objects (`# kubernetes: 1.28, 1.29`, `# gateway-api: experimental`)
 * and what construct made them (`# from: blueprint/cart`).
 *
 * An object that differs between clusters is there in several forms. A snapshot therefore becomes as many trees as it
 * takes to have each form of each object in one, for each version at hand that judges it.
 */
export function snapshotTrees(root: string, folder: string, atHand: readonly string[]): Tree[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file) && file.split(sep).includes('__snapshots__'))
    .map((file) => join(folder, file))
    .sort();
  return [...groupBy(files, snapshotOf)].flatMap(([name, members]) => {
    const objects = members.flatMap((file) => readSnapshotFile(root, file));
    return treesOf(name, objects, atHand);
  });
}

/** Folder of the test that a file belongs to: the second below `__snapshots__`, where it is that deep. */
function snapshotOf(file: string): string {
  const parts = dirname(file).split(sep);
  return parts.slice(0, parts.indexOf('__snapshots__') + 3).join(sep);
}

function readSnapshotFile(root: string, file: string): SnapshotObject[] {
  const text = readFileSync(join(root, file), 'utf8');
  const said = headerOf(text);
  const origin = said.get('from');
  const channels = listOf(said.get('gateway-api')).filter(isChannel);
  return parseObjects(text, file).map((object) => ({
    ...object,
    ...(origin === undefined ? {} : { origin }),
    versions: listOf(said.get('kubernetes')),
    channels: channels.length === 0 ? ['standard'] : channels,
  }));
}

function treesOf(name: string, objects: readonly SnapshotObject[], atHand: readonly string[]): Tree[] {
  const places = groupBy(
    objects.flatMap((object) => placesOf(object, atHand).map((place) => ({ object, place }))),
    ({ place }) => place,
  );
  return [...places].flatMap(([place, members]) => {
    const [version = '', channel = ''] = place.split(' ');
    return separateForms(members.map(({ object }) => object)).map((forms, index) => ({
      name: index === 0 ? name : `${name}, form ${index + 1}`,
      ...(version === '' ? {} : { kubernetesVersion: version }),
      gatewayApi: isChannel(channel) ? channel : 'standard',
      objects: forms,
    }));
  });
}

/** Version and channel pairs that judge an object, as `1.30 standard`. */
function placesOf({ versions, channels }: SnapshotObject, atHand: readonly string[]): string[] {
  const judging = versions.length === 0 ? [''] : versions.map((version) => nearestVersion(atHand, version) ?? version);
  return [...new Set(judging)].flatMap((version) => channels.map((channel) => `${version} ${channel}`));
}

/** The first list has the first form of every object, the second has the second of those that have one. */
function separateForms(objects: readonly SnapshotObject[]): TreeObject[][] {
  const lists: TreeObject[][] = [];
  for (const forms of groupBy(objects, ({ manifest }) => identityKey(identityOf(manifest))).values()) {
    forms.forEach((object, index) => (lists[index] ??= []).push(object));
  }
  return lists;
}

function headerOf(text: string): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    if (!line.startsWith('#')) break;
    const [, name, value = ''] = /^# *([\w-]+): *(.*\S)\s*$/.exec(line) ?? [];
    if (name !== undefined) said.set(name, value);
  }
  return said;
}

function listOf(text = ''): string[] {
  return text.split(/[ ,]+/).filter((word) => word !== '');
}

function isChannel(text: string): text is Channel {
  return text === 'standard' || text === 'experimental';
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

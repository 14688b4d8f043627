import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readInventoriedFacts } from '../../../lib/cli/cluster-facts-file';
import { identityKey, identityOf } from '../../../lib/manifest/objects/object-identity';
import { identityOfEntry, inventoryFolder, parseInventory } from '../../../lib/synth/writer/inventory';
import { parseObjects } from './parse-objects';
import type { Tree, TreeObject } from './tree';

/**
 * The trees that are committed below a folder: one for each inventory, and one of all files that no inventory lists.
 *
 * @param root what the names of files in messages are relative to
 */
export function committedTrees(root: string, folder: string): Tree[] {
  if (!existsSync(join(root, folder))) return [];
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .sort();
  const trees = files.filter(isInventory).map((file) => readTree(root, file));
  const listed = new Set(trees.flatMap(({ objects }) => objects.map(({ file }) => file)));
  const strays = files.filter((file) => file.endsWith('.k8s.yaml') && !listed.has(file));
  const objects = strays.flatMap((file) => readObjects(root, file, new Map()));
  return objects.length === 0 ? trees : [...trees, { name: `${folder}, in no inventory`, objects }];
}

function isInventory(file: string): boolean {
  return file.endsWith('.json') && basename(dirname(dirname(file))) === inventoryFolder;
}

function readTree(root: string, file: string): Tree {
  const outdir = dirname(dirname(dirname(file)));
  const cluster = `${basename(dirname(file))}/${basename(file, '.json')}`;
  const inventory = parseInventory(readFileSync(join(root, file), 'utf8'), file, cluster);
  const origins = new Map<string, string>();
  for (const entry of inventory.objects) {
    if (entry.origin !== undefined) origins.set(identityKey(identityOfEntry(entry)), entry.origin);
  }
  const files = new Set(inventory.objects.map((entry) => join(outdir, entry.file)));
  const facts = readInventoriedFacts(inventory.facts, file);
  const { kubernetesVersion, gatewayApi } = facts;
  return {
    name: join(outdir, cluster),
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    ...(gatewayApi === undefined ? {} : { gatewayApi: gatewayApi.channel }),
    facts,
    objects: [...files].flatMap((each) => readObjects(root, each, origins)),
  };
}

function readObjects(root: string, file: string, origins: ReadonlyMap<string, string>): TreeObject[] {
  return parseObjects(readFileSync(join(root, file), 'utf8'), file).map((object) => {
    const origin = origins.get(identityKey(identityOf(object.manifest)));
    return origin === undefined ? object : { ...object, origin };
  });
}

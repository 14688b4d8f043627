import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { appendTo } from '../manifest/objects/append-to';
import type { Finding } from '../manifest/objects/finding';
import type { LocatedManifest } from '../manifest/objects/manifest';
import { assertPublished } from '../reader/pending-publish';
import { readFolder } from '../reader/read-folder';
import type { ReadManifests } from '../reader/read-manifests';
import { inventoryFolder, parseInventory } from '../synth/writer/inventory';
import { readInventoriedFacts, type DescribedCluster } from './cluster-facts-file';

/** What stands in a folder for one cluster, and what the inventory beside it says of the cluster. */
export interface ClusterTree extends ReadManifests {
  readonly cluster: string;
  readonly environment?: string;
  readonly facts?: DescribedCluster;
}

/** The cluster's name where nothing gives it one. */
export const unnamedCluster = 'cluster';

/**
 * The trees below a path. A folder that a fleet was written to has one for each cluster; so has a folder of such
 * folders, one for each app, where the apps of a cluster are one tree, unless they disagree on what the cluster is.
 * Everything else is the tree of one cluster.
 */
export function readClusterTrees(path: string): readonly ClusterTree[] {
  assertPublished(path);
  const places = fleetFolders(path).flatMap(clustersIn);
  if (places.length === 0) return [{ cluster: unnamedCluster, ...readTree([path]) }];
  const byCluster = new Map<string, Place[]>();
  for (const place of places) appendTo(byCluster, identityOfCluster(place), place);
  return [...byCluster.values()].flatMap((found) => {
    const [first] = found;
    if (first === undefined) return [];
    const { environment, cluster } = first;
    const externalObjects = found.flatMap(({ facts }) => facts.externalObjects ?? []);
    const suppressions = found.flatMap(({ facts }) => facts.suppressions ?? []);
    const facts = { ...first.facts, externalObjects, suppressions };
    return [{ cluster, environment, facts, ...readTree(found.map(({ folder }) => folder)) }];
  });
}

interface Place {
  readonly environment: string;
  readonly cluster: string;
  readonly folder: string;
  readonly facts: DescribedCluster;
}

/** Apps know of different objects in one cluster, and accept different findings; all else must be the same. */
function identityOfCluster({ environment, cluster, facts }: Place): string {
  return JSON.stringify([environment, cluster, { ...facts, externalObjects: [], suppressions: [] }]);
}

function fleetFolders(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [];
  if (existsSync(join(path, inventoryFolder))) return [path];
  const folders = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .map(({ name }) => join(path, name))
    .filter((folder) => existsSync(join(folder, inventoryFolder)))
    .sort();
}

function clustersIn(root: string): readonly Place[] {
  const environments = readdirSync(join(root, inventoryFolder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return environments.flatMap((environment) =>
    readdirSync(join(root, inventoryFolder, environment))
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => readPlace(root, environment, file.slice(0, -'.json'.length)))
      .filter(({ folder }) => existsSync(folder)),
  );
}

function readPlace(root: string, environment: string, cluster: string): Place {
  const file = join(root, inventoryFolder, environment, `${cluster}.json`);
  const { facts } = parseInventory(readFileSync(file, 'utf8'), file, `${environment}/${cluster}`);
  const folder = join(root, environment, cluster);
  return { environment, cluster, folder, facts: readInventoriedFacts(facts, file) };
}

/** Files are named as the user names them: relative to the working folder, with `/` on every system. */
function readTree(folders: readonly string[]): ReadManifests {
  const manifests: LocatedManifest[] = [];
  const findings: Finding[] = [];
  for (const folder of folders) {
    const prefix = statSync(folder).isDirectory() ? folder.split(sep).join('/') : '';
    const read = readFolder(folder);
    for (const object of read.manifests) {
      manifests.push({ ...object, file: posix.join(prefix, object.file ?? '') });
    }
    for (const finding of read.findings)
      findings.push({ ...finding, origin: posix.join(prefix, finding.origin ?? '') });
  }
  return { manifests, findings };
}

import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, posix, resolve, sep } from 'node:path';
import { appendTo } from '../manifest/objects/append-to';
import type { Finding } from '../manifest/objects/finding';
import type { LocatedManifest } from '../manifest/objects/manifest';
import { assertPublished } from '../reader/pending-publish';
import { isWithin } from '../reader/list-files';
import { readFolder } from '../reader/read-folder';
import type { ReadManifests } from '../reader/read-manifests';
import { refusedFile, unreadFile } from '../reader/unread-file';
import { inventoryFolder, parseInventory } from '../synth/writer/inventory';
import { addedLines, readInventoriedFacts, together, type DescribedCluster } from './cluster-facts-file';

/** What stands in a folder for one cluster, and what the inventory beside it says of the cluster. */
export interface ReadTree extends ReadManifests {
  readonly cluster: string;
  readonly environment?: string;
  readonly facts?: DescribedCluster;
}

/** The cluster's name where nothing gives it one. */
export const unnamedCluster = 'cluster';

/**
 * The trees below a path. A folder that a fleet was written to has one for each cluster; so has a folder of such
 * folders, one for each app, where the apps of a cluster are one tree, unless they disagree on what the cluster is. A part
 * of a cluster's folder is of that cluster, too.
 * Everything else is the tree of one cluster.
 */
export function readClusterTrees(path: string): readonly ReadTree[] {
  assertPublished(path);
  const places = fleetFolders(path).flatMap(clustersIn);
  const around = places.length === 0 ? clusterAround(path) : undefined;
  if (around !== undefined) {
    const { cluster, environment, facts } = around;
    return [{ cluster, environment, facts, ...readTree([{ root: path, folder: path }]) }];
  }
  if (places.length === 0) return [{ cluster: unnamedCluster, ...readTree([{ root: path, folder: path }]) }];
  const byCluster = new Map<string, Place[]>();
  for (const place of places) appendTo(byCluster, identityOfCluster(place), place);
  return [...byCluster.values()].flatMap((found) => {
    const [first] = found;
    if (first === undefined) return [];
    const { environment, cluster } = first;
    const facts = together(found.map((place) => place.facts));
    return [{ cluster, environment, facts, ...readTree(found) }];
  });
}

interface Place {
  readonly environment: string;
  readonly cluster: string;
  /** The folder that the fleet was written to. */
  readonly root: string;
  readonly folder: string;
  readonly facts: DescribedCluster;
}

/** Apps know of different objects in one cluster, and accept different findings; all else must be the same. */
function identityOfCluster({ environment, cluster, facts }: Place): string {
  const same = Object.entries(facts).filter(([line]) => !addedLines.includes(line));
  return JSON.stringify([environment, cluster, Object.fromEntries<unknown>(same)]);
}

function fleetFolders(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [];
  if (isFleetFolder(path)) return [path];
  const folders = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const fleets = folders.map(({ name }) => join(path, name)).filter(isFleetFolder);
  for (const folder of fleets) assertPublished(folder);
  return fleets.sort();
}

function isFleetFolder(folder: string): boolean {
  const inventories = join(folder, inventoryFolder);
  const stats = lstatSync(inventories, { throwIfNoEntry: false });
  if (stats === undefined || stats.isDirectory()) return stats !== undefined;
  throw new Error(
    `${inventories} is no folder but a link or a file: what it says of the clusters is not read\n  fix:  remove it`,
  );
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
      .filter(
        ({ folder }) => isLink(join(root, environment)) || lstatSync(folder, { throwIfNoEntry: false }) !== undefined,
      ),
  );
}

/** The cluster that a folder or file within a fleet's folder is of: what the inventory there says of it holds for a part, too. */
function clusterAround(path: string): Place | undefined {
  const steps = resolve(path).split(sep);
  for (let end = steps.length - 2; end > 0; end -= 1) {
    const [environment, cluster] = [steps[end], steps[end + 1]];
    const root = steps.slice(0, end).join(sep);
    if (environment === undefined || cluster === undefined || root === '' || !isFleetFolder(root)) continue;
    assertPublished(root);
    const file = join(root, inventoryFolder, environment, `${cluster}.json`);
    if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) return readPlace(root, environment, cluster);
  }
  return undefined;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Folders are named as file systems can hold it; the inventory says the names themselves. */
function readPlace(root: string, environmentFolder: string, clusterFolder: string): Place {
  const file = join(root, inventoryFolder, environmentFolder, `${clusterFolder}.json`);
  if (!lstatSync(file).isFile())
    throw new Error(`${file} is no file but a link, a folder or a pipe\n  fix:  remove it`);
  const { environment, cluster, facts } = parseInventory(
    readFileSync(file, 'utf8'),
    file,
    `${environmentFolder}/${clusterFolder}`,
  );
  const folder = join(root, environmentFolder, clusterFolder);
  return { environment, cluster, root, folder, facts: readInventoriedFacts(facts, file) };
}

/**
 * Reads the folders of one tree. Files are named as the user names them: relative to the working folder, with `/` on
 * every system.
 */
function readTree(places: readonly Pick<Place, 'root' | 'folder'>[]): ReadManifests {
  const manifests: LocatedManifest[] = [];
  const findings: Finding[] = [];
  for (const { root, folder } of places) {
    const read = readWithin(root, folder);
    const prefix =
      statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? folder.split(sep).join('/') : '';
    for (const object of read.manifests) {
      manifests.push({ ...object, file: posix.join(prefix, object.file ?? '') });
    }
    for (const finding of read.findings)
      findings.push({ ...finding, origin: posix.join(prefix, finding.origin ?? '') });
  }
  return { manifests, findings };
}

/** A cluster's folder may be a link, or in one: what is outside of the fleet's folder is not read. */
function readWithin(root: string, folder: string): ReadManifests {
  try {
    if (isWithin(realpathSync(folder), realpathSync(root))) return readFolder(folder);
  } catch (error) {
    return { manifests: [], findings: [refusedFile('.', error)] };
  }
  const message = 'Forbidden: the link leads out of the folder that is read: it is not followed';
  return {
    manifests: [],
    findings: [unreadFile('.', message, 'put there what the link leads to, or remove the link')],
  };
}

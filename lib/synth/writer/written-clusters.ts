import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { JsonValue } from '../../manifest/objects/json';
import type { SummarizedCluster } from '../../model/fleet-capability';
import { decodeFileName } from '../layout/file-name';
import { clusterFolder } from '../layout/file-path';
import { standingAt } from './file-system';
import { inventoryFileOf, inventoryFolder, parseInventory, type Inventory } from './inventory';

/** A cluster by the folder that its tree has. */
export interface ClusterName {
  readonly environment: string;
  readonly cluster: string;
}

/** The clusters of the inventories, by the names of their files. What is named in another way is nobody's inventory. */
export function inventoriedClusters(outdir: string): readonly ClusterName[] {
  const folder = join(outdir, inventoryFolder);
  if (standingAt(folder) !== 'folder') return [];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((environment) => environment.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(join(folder, name))
        .filter((file) => file.endsWith('.json'))
        .map((file) => [name, basename(file, '.json')] as const),
    );
  return names.flatMap(([environmentFolder, clusterFile]) => {
    const [environment, cluster] = [decodeFileName(environmentFolder), decodeFileName(clusterFile)];
    if (environment === undefined || cluster === undefined) return [];
    return [{ environment, cluster }];
  });
}

/** What is left of a cluster besides its tree: its inventory without the objects. */
export type ClusterHead = Omit<Inventory, 'objects' | 'files' | 'ownership' | 'settings'>;

/** Reads what the inventory of a cluster says of it. @throws where it is no inventory, or no file */
export function readClusterHead(outdir: string, { environment, cluster }: ClusterName): ClusterHead {
  const folder = clusterFolder(environment, cluster);
  const file = inventoryFileOf(folder);
  if (standingAt(join(outdir, file)) !== 'file')
    throw new Error(`${file} is no file but a link, a folder or a pipe\n  fix:  remove it`);
  const {
    objects: _,
    files: _files,
    ownership: _ledger,
    settings: _settings,
    ...head
  } = parseInventory(readFileSync(join(outdir, file), 'utf8'), file, folder);
  return head;
}

/** What a fleet capability is given of a cluster, whether it was rendered just now or long ago. */
export function summaryOf(
  name: string,
  { environment, cluster, facts, summaries = {} }: ClusterHead,
): SummarizedCluster<JsonValue | undefined> {
  const tree = clusterFolder(environment, cluster);
  const summary = Object.hasOwn(summaries, name) ? summaries[name] : undefined;
  return { environment, cluster, facts, tree, inventory: inventoryFileOf(tree), summary };
}

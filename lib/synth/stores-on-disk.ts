import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManifestSet } from '../manifest/objects/manifest-set';
import { readManifests } from '../reader/read-manifests';
import { clusterFolder } from './layout/file-path';
import { standingAt } from './writer/file-system';
import { inventoryFileOf, parseInventory } from './writer/inventory';
import type { ClusterName } from './writer/written-clusters';

/** Kinds that keep data, find it by their name, or say what it may be; and by whose names engines know what they synced. */
const keeping: ReadonlySet<string> = new Set([
  'Application',
  'CustomResourceDefinition',
  'GitRepo',
  'Kustomization',
  'PersistentVolumeClaim',
  'RootSync',
  'StatefulSet',
]);

/**
 * The stores, claims and definitions that the last synth wrote for a cluster: what this one must find again. Undefined where there was
 * none; files that somebody removed since are left out.
 */
export function storesOnDisk(outdir: string, { environment, cluster }: ClusterName): ManifestSet | undefined {
  const folder = clusterFolder(environment, cluster);
  const inventory = inventoryFileOf(folder);
  if (standingAt(join(outdir, inventory)) !== 'file') return undefined;
  const { objects } = parseInventory(readFileSync(join(outdir, inventory), 'utf8'), inventory, folder);
  const files = new Set(objects.filter(({ kind }) => keeping.has(kind)).map(({ file }) => file));
  const found = [...files]
    .filter((file) => standingAt(join(outdir, file)) === 'file')
    .flatMap((file) => readManifests(file, readFileSync(join(outdir, file), 'utf8')).manifests)
    .filter(({ manifest }) => keeping.has(manifest.kind));
  return new ManifestSet(found);
}

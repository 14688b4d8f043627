import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ManifestSet } from '../manifest/manifest-set';
import { reachability } from '../reach/reachability';
import { formatReachAsSvg } from '../report/reach/format-svg';
import type { RenderedCluster } from './render-cluster';
import { inventoryFolder } from './writer/inventory';

/** A picture of what may talk to what in a cluster, on its way to the inventories. */
export interface ReachGraph {
  readonly file: string;
  readonly svg: string;
}

/** Draws what the policies of a rendered cluster allow. */
export function drawReachGraph({ cluster, manifests }: RenderedCluster): ReachGraph {
  const { ingressControllers } = cluster.network;
  const reached = reachability(new ManifestSet(manifests), { ingressControllers });
  const svg = formatReachAsSvg({ connections: reached.connections(), assumptions: reached.assumptions });
  return { file: join(inventoryFolder, cluster.environment.name, `${cluster.name}.svg`), svg };
}

/** Writes the picture where a reviewer finds it: beside the inventory, where no GitOps engine looks. */
export function writeReachGraph(outdir: string, { file, svg }: ReachGraph): void {
  const path = join(outdir, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === svg) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, svg);
}

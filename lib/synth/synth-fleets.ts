import { selectClusters, selectionFrom, type Selection } from '../fleet/selection';
import type { Fleet, SynthResult } from './fleet';

/**
 * Renders several fleets of one program. A selection is looked up in all of them together: a fleet without a selected
 * cluster is left as it is on disk.
 *
 * @throws SynthError
 */
export function synthFleets(
  fleets: readonly Fleet[],
  selection: Selection = selectionFrom(process.argv.slice(2), process.env),
): SynthResult[] {
  const outdirs = fleets.map(({ outdir }) => outdir);
  const shared = outdirs.find((outdir, index) => outdirs.indexOf(outdir) !== index);
  if (shared !== undefined)
    throw new Error(`fleets: outdir: Duplicate value: "${shared}": one would remove what the other wrote; name them`);
  const all = fleets.flatMap(({ clusters }) => clusters);
  const selected = new Set(selectClusters(all, selection));
  return fleets.flatMap((fleet) => {
    const clusters = fleet.clusters.filter((cluster) => selected.has(cluster)).map(({ name }) => name);
    return clusters.length === 0 ? [] : [fleet.synth({ environments: [], clusters })];
  });
}

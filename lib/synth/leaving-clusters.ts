import { noStrandedData } from '../checks/storage/no-stranded-data';
import { runChecks } from '../checks/run-checks';
import type { Cluster } from '../fleet/cluster';
import type { Finding } from '../manifest/objects/finding';
import type { CheckOptions } from './check-cluster';
import { storesOnDisk } from './stores-on-disk';
import { inventoriedClusters } from './writer/written-clusters';

/**
 * What is said of the stores of clusters that left the fleet, or are called otherwise now: their trees are removed with
 * the next publication.
 */
export function judgeLeavingClusters(
  outdir: string,
  clusters: readonly Cluster[],
  { suppressions = [], today }: CheckOptions,
): readonly Finding[] {
  const [any] = clusters;
  if (any === undefined) return [];
  const leaving = inventoriedClusters(outdir).filter(
    ({ environment, cluster }) => !clusters.some((one) => one.name === cluster && one.environment.name === environment),
  );
  return leaving.flatMap((left) => {
    const previous = storesOnDisk(outdir, left);
    if (previous === undefined) return [];
    const { findings } = runChecks({
      manifests: [],
      previous,
      cluster: { ...any, name: left.cluster },
      checks: [noStrandedData],
      suppressions: suppressions.filter(({ check }) => check === noStrandedData.id),
      ...(today === undefined ? {} : { today }),
    });
    return findings.filter(({ id }) => id === noStrandedData.id);
  });
}

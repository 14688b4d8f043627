import type { Cluster } from '../fleet/cluster';
import type { PlacedWorkload } from '../cluster-placement/placements-file';
import type { LossDomain } from '../cluster-placement/problem';
import { appendTo } from '../manifest/objects/append-to';
import type { Finding } from '../manifest/objects/finding';
import { placedIn } from './fleet-placement';
import type { PlacedChart } from './placed-charts';
import type { ClusterHead } from './writer/written-clusters';

/**
 * Says which workloads do not survive what their chart promises: they run nowhere else, or keep data that no other cluster
 * has. What the clusters have is taken from their rendered trees, and for those that this synth leaves alone from their
 * inventories.
 */
export function judgeSurvival(
  promises: readonly PlacedChart[],
  clusters: readonly Cluster[],
  heads: readonly ClusterHead[],
): readonly Finding[] {
  return promises.flatMap(({ name, placement: { survives = 'cluster' } }) => {
    const copies = new Map<string, { readonly workload: PlacedWorkload; readonly cluster: Cluster }[]>();
    for (const head of heads) {
      const cluster = clusters.find((each) => each.name === head.cluster);
      if (cluster === undefined) continue;
      for (const workload of placedIn(head).find(({ chart }) => chart === name)?.workloads ?? [])
        appendTo(copies, keyOf(workload), { workload, cluster });
    }
    return [...copies.values()].flatMap((same) =>
      problemsOf(
        name,
        survives,
        same.map(({ workload }) => workload),
        same.map(({ cluster }) => cluster),
      ),
    );
  });
}

function keyOf({ kind, namespace, name }: PlacedWorkload): string {
  return `${kind}/${namespace}/${name}`;
}

function problemsOf(
  chart: string,
  survives: LossDomain,
  [workload]: readonly PlacedWorkload[],
  clusters: readonly Cluster[],
): readonly Finding[] {
  const [first] = clusters;
  if (workload === undefined || first === undefined) return [];
  const { kind, namespace, name, keepsData } = workload;
  const finding = {
    id: 'valid-declaration',
    severity: 'error' as const,
    status: 'violated' as const,
    object: { apiVersion: '', kind, ...(namespace === '' ? {} : { namespace }), name },
    path: 'survives',
    cluster: first.name,
  };
  const domains = new Set(clusters.map((cluster) => domainOf(cluster, survives)));
  if (domains.size < 2)
    return [
      {
        ...finding,
        message: `Invalid value: "${survives}": chart ${chart} promises to survive the loss of a ${survives}, and this runs in ${[...domains].join()} alone`,
        fix: 'put it into the chart in all of its clusters, or place it as a chart of its own that promises less',
      },
    ];
  if (!keepsData) return [];
  return [
    {
      ...finding,
      message: `Invalid value: "${survives}": chart ${chart} promises to survive the loss of a ${survives}, and this keeps data that no other cluster has`,
      fix: 'place it as a chart of its own that promises less, and say where its data is replicated or restored from',
    },
  ];
}

function domainOf({ name, region }: Cluster, survives: LossDomain): string {
  return survives === 'region' && region !== undefined ? region : name;
}

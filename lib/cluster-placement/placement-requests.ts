import { nodesOfPools } from '../capacity/nodes/pool-nodes';
import { nothing, readAmounts, sumOf } from '../capacity/resources/amounts';
import type { Cluster } from '../fleet/cluster';
import { notFound, type ShapeProblem } from '../fleet/shape';
import type { ClusterPlacement, ClusterSelector } from './cluster-placement';
import type { PlacedChartRequest, Site } from './problem';

/** The clusters of a fleet as placement sees them. */
export function sitesOf(clusters: readonly Cluster[]): ReadonlyMap<Cluster, Site> {
  return new Map(
    clusters.map((cluster) => {
      const { nodes, elasticPools } = nodesOfPools(cluster);
      const isKnown = nodes.length > 0 && elasticPools.length === 0;
      const room = isKnown ? sumOf(...nodes.map(({ allocatable }) => allocatable)) : undefined;
      return [cluster, { name: cluster.name, region: cluster.region ?? `cluster ${cluster.name}`, room }];
    }),
  );
}

/** What is asked of the search for one chart, or what is wrong with how it is asked. */
export function placementRequest(
  name: string,
  placement: ClusterPlacement,
  sites: ReadonlyMap<Cluster, Site>,
  before: readonly string[],
): PlacedChartRequest | ShapeProblem {
  const stray = strayName(placement.select, [...sites.keys()]);
  if (stray !== undefined) return stray;
  const eligible = [...sites].filter(([cluster]) => mayRun(cluster, placement)).map(([, site]) => site);
  const { replicas, failover, survives, requests = {} } = placement;
  const present = new Set(eligible.map(({ region }) => region)).size;
  const regions = placement.spread === undefined ? Math.max(1, present) : (placement.spread.regions ?? 1);
  const clusters =
    placement.spread === undefined ? Math.max(1, eligible.length) : (placement.spread.clusters ?? regions);
  const none = Object.keys(requests).find((resource) => (readAmounts(requests).get(resource) ?? 0) <= 0);
  if (none !== undefined)
    return {
      path: `requests.${none}`,
      message: `Invalid value: "${requests[none]}": must be greater than zero`,
      fix: 'leave it out',
    };
  const problem = spreadProblem(placement, clusters, regions);
  if (problem !== undefined) return problem;
  return {
    name,
    eligible,
    clusters,
    regions,
    replicas,
    failover,
    requests: Object.keys(requests).length === 0 ? nothing : sumOf(readAmounts(requests), new Map([['pods', 1]])),
    before,
  };

  function spreadProblem(
    { spread }: ClusterPlacement,
    inClusters: number,
    inRegions: number,
  ): ShapeProblem | undefined {
    if (inClusters < inRegions)
      return {
        path: 'spread.clusters',
        message: `Invalid value: ${inClusters}: as many regions as ${inRegions} need as many clusters`,
        fix: `write ${inRegions}, or more`,
      };
    for (const [field, lost] of [
      ['failover', failover],
      ['survives', survives],
    ] as const) {
      const others = lost === 'region' ? inRegions : inClusters;
      if (lost !== undefined && others < 2 && eligible.length > 0)
        return {
          path: field,
          message: `Invalid value: "${lost}": the chart runs in one ${lost}, and is lost with it`,
          fix: spread === undefined ? `select clusters of two ${lost}s` : `write spread: { ${lost}s: 2 }`,
        };
    }
    if (failover !== undefined && replicas === undefined)
      return {
        path: 'replicas',
        message: 'Required value: how many replicas there still are without one cluster or region',
        fix: 'say it, or leave failover out',
      };
    if (replicas !== undefined && replicas < inClusters && failover === undefined)
      return {
        path: 'replicas',
        message: `Invalid value: ${replicas}: the chart runs in ${inClusters} clusters, and none of them may be without a replica`,
        fix: `write ${inClusters}, or more; or spread it over fewer clusters`,
      };
    return undefined;
  }
}

function mayRun(cluster: Cluster, { select = {}, residency }: ClusterPlacement): boolean {
  if (residency !== undefined && !residency.some((each) => cluster.jurisdictions.includes(each))) return false;
  if (typeof select === 'function') return select(cluster);
  const { environments, regions, clusters } = select;
  return (
    (environments === undefined || environments.includes(cluster.environment.name)) &&
    (regions === undefined || (cluster.region !== undefined && regions.includes(cluster.region))) &&
    (clusters === undefined || clusters.includes(cluster.name))
  );
}

/** A name in a selector that nothing of the fleet has. */
function strayName(select: ClusterPlacement['select'], clusters: readonly Cluster[]): ShapeProblem | undefined {
  if (select === undefined || typeof select === 'function') return undefined;
  const known: Readonly<Record<keyof ClusterSelector, readonly string[]>> = {
    environments: clusters.map(({ environment }) => environment.name),
    regions: clusters.flatMap(({ region }) => region ?? []),
    clusters: clusters.map(({ name }) => name),
  };
  for (const field of ['environments', 'regions', 'clusters'] as const)
    for (const name of select[field] ?? [])
      if (!known[field].includes(name)) return notFound(`select.${field}`, name, [...new Set(known[field])]);
  return undefined;
}

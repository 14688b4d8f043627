import { preference } from './preference';
import type { PlacedChartRequest, Site } from './problem';

/**
 * Chooses the clusters of one chart: of those where it ran before, as many as the rules let it keep; then those that it
 * prefers, spread over regions as evenly as can be. Undefined where there are too few clusters or regions.
 */
export function chooseClusters(
  request: Pick<PlacedChartRequest, 'name' | 'clusters' | 'regions' | 'before'>,
  sites: readonly Site[],
): readonly Site[] | undefined {
  const { name, clusters, regions, before } = request;
  const ranked = sites
    .map((site) => ({ site, rank: preference(name, site.name) }))
    .sort((one, other) => other.rank - one.rank || (one.site.name < other.site.name ? -1 : 1))
    .map(({ site }) => site);
  const chosen: Site[] = [];
  const covered = new Map<string, number>();
  const take = (site: Site): void => {
    chosen.push(site);
    covered.set(site.region, (covered.get(site.region) ?? 0) + 1);
  };
  /** Places that a cluster of a region with others may still have. */
  const free = (): number => clusters - chosen.length - Math.max(0, regions - covered.size);
  const kept = ranked.filter((site) => before.includes(site.name));
  // One of each region first: regions that are kept are no reason to move.
  for (const site of kept) if (!covered.has(site.region) && chosen.length < clusters) take(site);
  for (const site of kept) if (!chosen.includes(site) && free() > 0) take(site);
  while (chosen.length < clusters) {
    const mustBeNew = free() <= 0;
    const next = leastCovered(
      ranked.filter((site) => !chosen.includes(site) && !(mustBeNew && covered.has(site.region))),
      covered,
    );
    if (next === undefined) return undefined;
    take(next);
  }
  return covered.size < regions ? undefined : chosen;
}

function leastCovered(sites: readonly Site[], covered: ReadonlyMap<string, number>): Site | undefined {
  let best: Site | undefined;
  for (const site of sites)
    if (best === undefined || (covered.get(site.region) ?? 0) < (covered.get(best.region) ?? 0)) best = site;
  return best;
}

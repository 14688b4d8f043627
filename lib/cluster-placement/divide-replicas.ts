import type { LossDomain, Share, Site } from './problem';

/**
 * Divides replicas over clusters, as evenly as can be. With `failover`, every cluster or region has so many that the others
 * have all of `replicas` without it.
 */
export function divideReplicas(
  sites: readonly Site[],
  replicas: number | undefined,
  failover: LossDomain | undefined,
): readonly Share[] {
  if (replicas === undefined) return sites.map((site) => ({ site }));
  if (failover === undefined) return evenly(sites, replicas);
  if (failover === 'cluster') return sites.map((site) => ({ site, replicas: shareOf(replicas, sites.length) }));
  const regions = [...new Set(sites.map(({ region }) => region))];
  const share = shareOf(replicas, regions.length);
  const divided = new Map(
    regions.flatMap((region) =>
      evenly(
        sites.filter((site) => site.region === region),
        share,
      ).map((part) => [part.site, part] as const),
    ),
  );
  return sites.flatMap((site) => divided.get(site) ?? []);
}

/** What each of `parts` has, where the others are to have everything without it. */
function shareOf(replicas: number, parts: number): number {
  return Math.ceil(replicas / Math.max(1, parts - 1));
}

/** No cluster runs a chart without a replica of it. */
function evenly(sites: readonly Site[], replicas: number): readonly Share[] {
  const each = Math.floor(replicas / sites.length);
  const more = replicas % sites.length;
  return sites.map((site, index) => ({ site, replicas: Math.max(1, each + (index < more ? 1 : 0)) }));
}

import type { PlacedChartRequest, Share, Site, Solution } from './problem';

/**
 * What is wrong with a solution, whoever found it: nothing is taken from the search. An empty list proves that every chart
 * has its clusters, regions and replicas, keeps them in its jurisdictions, and that every room holds what is put into it.
 */
export function judgeSolution(requests: readonly PlacedChartRequest[], solution: Solution): readonly string[] {
  return [
    ...requests.flatMap((request) => chartProblems(request, solution.get(request.name) ?? [])),
    ...roomProblems(requests, solution),
  ];
}

function chartProblems(request: PlacedChartRequest, shares: readonly Share[]): readonly string[] {
  const { name, eligible, clusters, regions, replicas, failover } = request;
  const problems: string[] = [];
  const sites = new Set(shares.map(({ site }) => site));
  if (sites.size !== clusters) problems.push(`${name} runs in ${sites.size} clusters instead of ${clusters}`);
  for (const site of sites) if (!eligible.includes(site)) problems.push(`${name} may not run in ${site.name}`);
  const covered = new Set([...sites].map(({ region }) => region));
  if (covered.size < regions) problems.push(`${name} runs in ${covered.size} regions instead of ${regions}`);
  if (replicas === undefined) return problems;
  if (shares.some((share) => share.replicas === undefined || share.replicas < 1))
    problems.push(`${name} has a cluster without a replica`);
  const domains =
    failover === 'cluster' ? [...sites].map(({ name: site }) => site) : failover === 'region' ? [...covered] : [];
  const whole = replicasOf(shares);
  if (failover === undefined && whole !== replicas)
    problems.push(`${name} has ${whole} replicas instead of ${replicas}`);
  for (const domain of domains) {
    const left = replicasOf(shares.filter(({ site }) => (failover === 'cluster' ? site.name : site.region) !== domain));
    if (left < replicas) problems.push(`${name} has ${left} replicas without ${domain} instead of ${replicas}`);
  }
  return problems;
}

function replicasOf(shares: readonly Share[]): number {
  return shares.reduce((sum, { replicas = 0 }) => sum + replicas, 0);
}

function roomProblems(requests: readonly PlacedChartRequest[], solution: Solution): readonly string[] {
  const asked = new Map<Site, Map<string, number>>();
  for (const { name, requests: each } of requests)
    for (const { site, replicas = 1 } of solution.get(name) ?? []) {
      const ofSite = asked.get(site) ?? new Map<string, number>();
      asked.set(site, ofSite);
      for (const [resource, amount] of each) ofSite.set(resource, (ofSite.get(resource) ?? 0) + amount * replicas);
    }
  return [...asked].flatMap(([{ name, room }, ofSite]) =>
    [...ofSite].flatMap(([resource, amount]) =>
      amount > (room?.get(resource) ?? Infinity) ? [`${name} has too little ${resource}`] : [],
    ),
  );
}

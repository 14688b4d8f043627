import { chooseClusters } from './choose-clusters';
import { divideReplicas } from './divide-replicas';
import { Rooms, weightOf } from './rooms';
import type { Found, PlacedChartRequest, Share, Site, Unplaced } from './problem';
import { whyUnplaced } from './why-unplaced';

/**
 * Places every chart. What ran somewhere before stays there, unless the rules or the room forbid it; what must move does so
 * to the clusters that it prefers. Where room is short, the largest charts are placed first, and one chart makes way for
 * another if it fits elsewhere: a solution may then exist that is not found, and the error says so.
 */
export function placeCharts(requests: readonly PlacedChartRequest[]): Found {
  const rooms = new Rooms();
  const placed = new Map<PlacedChartRequest, readonly Share[]>();
  const unplaced: Unplaced[] = [];
  for (const request of requests) {
    const sites = chooseClusters(request, request.eligible);
    if (sites === undefined) unplaced.push(whyUnplaced(request, requests));
    else placeAt(request, divide(request, sites));
  }
  if (unplaced.length > 0) return { unplaced };
  for (const request of leaving()) placed.delete(request);
  for (const request of heaviestFirst(requests.filter((each) => !placed.has(each)))) {
    const shares = roomFor(request) ?? makeWay(request);
    if (shares === undefined) unplaced.push(whyUnplaced(request, requests));
    else placeAt(request, shares);
  }
  if (unplaced.length > 0) return { unplaced };
  return { solution: new Map(requests.map((request) => [request.name, placed.get(request) ?? []])) };

  function placeAt(request: PlacedChartRequest, shares: readonly Share[]): void {
    rooms.take(request, shares);
    placed.set(request, shares);
  }

  /** Charts that clusters have no room for: those that move anyway, then the heaviest, so that few do. */
  function leaving(): readonly PlacedChartRequest[] {
    const left: PlacedChartRequest[] = [];
    const sites = new Set([...placed.values()].flatMap((shares) => shares.map(({ site }) => site)));
    for (const site of sites) {
      if (!rooms.isOverfull(site)) continue;
      const here = [...placed].filter(
        ([request, shares]) => !left.includes(request) && shares.some((share) => share.site === site),
      );
      const movable = here.sort(([one], [other]) => moves(other) - moves(one) || weightOf(other) - weightOf(one));
      for (const [request, shares] of movable) {
        if (!rooms.isOverfull(site)) break;
        if (request.requests.size === 0) continue;
        rooms.giveBack(request, shares);
        left.push(request);
      }
    }
    return left;
  }

  function moves(request: PlacedChartRequest): 0 | 1 {
    const shares = placed.get(request) ?? [];
    return shares.every(({ site }) => request.before.includes(site.name)) ? 0 : 1;
  }

  /** A place that is free, if there is one. */
  function roomFor(request: PlacedChartRequest): readonly Share[] | undefined {
    const most = mostOf(request);
    const fitting = request.eligible.filter((site) => rooms.fits(site, request, most));
    const sites = chooseClusters(request, fitting);
    return sites === undefined ? undefined : divide(request, sites);
  }

  /** A place that is free once another chart has moved. */
  function makeWay(request: PlacedChartRequest): readonly Share[] | undefined {
    const most = mostOf(request);
    for (const site of request.eligible) {
      if (rooms.fits(site, request, most)) continue;
      for (const [other, shares] of placed) {
        if (other.requests.size === 0 || !shares.some((share) => share.site === site)) continue;
        rooms.giveBack(other, shares);
        if (rooms.fits(site, request, most)) {
          const free = roomFor(request);
          if (free !== undefined) {
            rooms.take(request, free);
            const elsewhere = roomFor(other);
            rooms.giveBack(request, free);
            if (elsewhere !== undefined) {
              placeAt(other, elsewhere);
              return free;
            }
          }
        }
        rooms.take(other, shares);
      }
    }
    return undefined;
  }
}

function divide({ replicas, failover }: PlacedChartRequest, sites: readonly Site[]): readonly Share[] {
  return divideReplicas(sites, replicas, failover);
}

/** The most replicas that one cluster may get. */
function mostOf({ replicas, failover, clusters, regions }: PlacedChartRequest): number {
  if (replicas === undefined) return 1;
  if (failover === undefined) return Math.ceil(replicas / clusters);
  return Math.ceil(replicas / Math.max(1, (failover === 'cluster' ? clusters : regions) - 1));
}

function heaviestFirst(requests: readonly PlacedChartRequest[]): readonly PlacedChartRequest[] {
  return requests
    .map((request) => ({ request, weight: weightOf(request) }))
    .sort((one, other) => other.weight - one.weight || (one.request.name < other.request.name ? -1 : 1))
    .map(({ request }) => request);
}

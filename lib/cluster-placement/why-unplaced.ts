import { formatAmount, sumOf, timesOf, type Amounts } from '../capacity/resources/amounts';
import type { PlacedChartRequest, Unplaced } from './problem';

/** Why there is no place for a chart, as far as that can be proved. */
export function whyUnplaced(request: PlacedChartRequest, all: readonly PlacedChartRequest[]): Unplaced {
  const { name: chart, eligible, clusters, regions } = request;
  if (eligible.length < clusters)
    return {
      chart,
      path: eligible.length === 0 ? 'select' : clusters > regions ? 'spread.clusters' : 'spread.regions',
      message: `Invalid value: ${clusters}: the chart is to run in ${count(clusters, 'cluster')}, and ${eligible.length === 0 ? 'none' : `only ${names(request)}`} may run it`,
      fix: 'let more clusters run it, by select and residency, or spread it over fewer',
    };
  const known = new Set(eligible.map(({ region }) => region));
  if (known.size < regions)
    return {
      chart,
      path: 'spread.regions',
      message: `Invalid value: ${regions}: the chart is to run in ${count(regions, 'region')}, and the clusters that may run it stand in ${[...known].sort().join(', ')}`,
      fix: 'let clusters of more regions run it, or spread it over fewer',
    };
  const short = shortage(request, all);
  if (short !== undefined)
    return {
      chart,
      path: `requests.${short.resource}`,
      message: `Invalid value: the clusters that may run it (${names(request)}) have ${short.room} ${short.resource} together, and the charts that can run nowhere else ask for ${short.asked}`,
      fix: 'give their node pools a higher maximum, or let more clusters run the charts',
    };
  return {
    chart,
    path: 'requests',
    message: `Invalid value: among the clusters that may run it (${names(request)}), none was found with room for it; there may be a way if several charts move at once`,
    fix: 'give their node pools a higher maximum, spread the chart over fewer clusters, or move a large chart by select',
  };
}

/** A resource that charts ask more of than all the clusters have that they may run in. */
function shortage(
  { eligible, requests }: PlacedChartRequest,
  all: readonly PlacedChartRequest[],
): { readonly resource: string; readonly room: string; readonly asked: string } | undefined {
  const within = all.filter((other) => other.eligible.every((site) => eligible.includes(site)));
  const asked = sumOf(...within.map(leastOf));
  for (const resource of requests.keys()) {
    const rooms = eligible.map(({ room }) => room?.get(resource));
    if (rooms.includes(undefined)) continue;
    const room = rooms.reduce<number>((sum, each = 0) => sum + each, 0);
    const wanted = asked.get(resource) ?? 0;
    if (wanted > room) return { resource, room: formatAmount(resource, room), asked: formatAmount(resource, wanted) };
  }
  return undefined;
}

/** What a chart asks for wherever it runs, at the least. */
function leastOf({ requests, replicas, clusters }: PlacedChartRequest): Amounts {
  return timesOf(requests, Math.max(replicas ?? clusters, clusters));
}

function names({ eligible }: PlacedChartRequest): string {
  return eligible
    .map(({ name }) => name)
    .sort()
    .join(', ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

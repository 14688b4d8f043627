import fc from 'fast-check';
import { judgeSolution } from '../../lib/cluster-placement/judge-solution';
import type { PlacedChartRequest, Site, Solution } from '../../lib/cluster-placement/problem';
import { placeCharts } from '../../lib/cluster-placement/solve';

const site = (name: string, region: string, cpu?: number): Site => ({
  name,
  region,
  room: cpu === undefined ? undefined : new Map([['cpu', cpu]]),
});
const request = (
  name: string,
  eligible: readonly Site[],
  more: Partial<PlacedChartRequest> = {},
): PlacedChartRequest => ({
  name,
  eligible,
  clusters: 1,
  regions: 1,
  replicas: undefined,
  failover: undefined,
  requests: new Map(),
  before: [],
  ...more,
});

function solved(requests: readonly PlacedChartRequest[]): Solution {
  const found = placeCharts(requests);
  if ('unplaced' in found) throw new Error(JSON.stringify(found));
  expect(judgeSolution(requests, found.solution)).toEqual([]);
  return found.solution;
}
const namesIn = (solution: Solution, chart: string): readonly string[] =>
  (solution.get(chart) ?? []).map((share) => share.site.name).sort();

const europe = [site('euw1', 'eu-west-1'), site('euw1-b', 'eu-west-1'), site('euc1', 'eu-central-1')];
const all = [...europe, site('use1', 'us-east-1')];

test('a chart that is spread over regions has one cluster in each', () => {
  const chart = request('shop', europe, { clusters: 2, regions: 2 });
  expect(namesIn(solved([chart]), 'shop')).toContain('euc1');
});

test('replicas are divided evenly, and none is lost', () => {
  const shares = solved([request('shop', all, { clusters: 4, regions: 3, replicas: 10 })]).get('shop') ?? [];
  expect(shares.map(({ replicas }) => replicas).sort()).toEqual([2, 2, 3, 3]);
});

test('with failover of a region, the others have all replicas without it', () => {
  const shares =
    solved([request('shop', all, { clusters: 4, regions: 3, replicas: 9, failover: 'region' })]).get('shop') ?? [];
  const west = shares.filter((share) => share.site.region === 'eu-west-1').map(({ replicas }) => replicas);
  expect(west.sort()).toEqual([2, 3]);
});

test('a cluster that joins moves no chart, and one that leaves gives away only its own', () => {
  const names = Array.from({ length: 200 }, (_, i) => `chart-${i}`);
  const place = (sites: readonly Site[], before?: Solution) =>
    solved(
      names.map((name) =>
        request(name, sites, { clusters: 2, regions: 2, before: before === undefined ? [] : namesIn(before, name) }),
      ),
    );
  const first = place(all);
  const wider = place([...all, site('apne1', 'ap-northeast-1')], first);
  const narrower = place(all.slice(0, 3), first);
  for (const name of names) {
    expect(namesIn(wider, name)).toEqual(namesIn(first, name));
    const kept = namesIn(first, name).filter((each) => each !== 'use1');
    expect(namesIn(narrower, name)).toEqual(expect.arrayContaining([...kept]));
  }
});

test('a chart moves out of a cluster that has become too small, and no other does', () => {
  const small = [site('a', 'a', 3000), site('b', 'b', 9000)];
  const charts = ['x', 'y', 'z'].map((name) =>
    request(name, small, { before: ['a'], requests: new Map([['cpu', name === 'z' ? 2000 : 1000]]) }),
  );
  const found = solved(charts);
  expect(['x', 'y', 'z'].map((name) => namesIn(found, name))).toEqual([['a'], ['a'], ['b']]);
});

test('a chart makes way for one that fits nowhere else', () => {
  const [a, b] = [site('a', 'a', 4000), site('b', 'b', 3000)];
  const cpu = (amount: number) => new Map([['cpu', amount]]);
  const found = solved([
    request('anywhere', [a, b], { requests: cpu(3000), before: ['a'] }),
    request('only-a', [a], { requests: cpu(2000) }),
  ]);
  expect([namesIn(found, 'anywhere'), namesIn(found, 'only-a')]).toEqual([['b'], ['a']]);
});

test.each([
  ['too few clusters', request('shop', europe, { clusters: 4, regions: 1 }), 'only euc1, euw1, euw1-b may run it'],
  ['no cluster', request('shop', [], { clusters: 1, regions: 1 }), 'none may run it'],
  ['too few regions', request('shop', europe, { clusters: 3, regions: 3 }), 'stand in eu-central-1, eu-west-1'],
  [
    'too little room',
    request('shop', [site('a', 'a', 3000)], { replicas: 4, requests: new Map([['cpu', 1000]]) }),
    '(a) have 3 cpu together, and the charts that can run nowhere else ask for 4',
  ],
])('%s is said with the reason', (_what, chart, message) => {
  expect(placeCharts([chart])).toEqual({
    unplaced: [expect.objectContaining({ chart: 'shop', message: expect.stringContaining(message) as string })],
  });
});

const sites = fc.integer({ min: 1, max: 6 }).chain((count) =>
  fc.tuple(
    ...Array.from({ length: count }, (_, i) =>
      fc
        .record({
          region: fc.integer({ min: 0, max: 2 }),
          cpu: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
        })
        .map(({ region, cpu }) => site(`c${i}`, `r${region}`, cpu)),
    ),
  ),
);

/** Charts of which each asks for what it can get, as far as clusters and regions go. */
const scenes = sites.chain((known) =>
  fc
    .array(
      fc.record({
        allowed: fc.subarray(known, { minLength: 1 }),
        clusters: fc.integer({ min: 1, max: 6 }),
        regions: fc.integer({ min: 1, max: 3 }),
        more: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
        failover: fc.constantFrom(undefined, 'cluster' as const, 'region' as const),
        cpu: fc.integer({ min: 0, max: 3 }),
        before: fc.subarray(known),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((charts) =>
      charts.map(({ allowed, clusters, regions, more, failover, cpu, before }, index): PlacedChartRequest => {
        const most = new Set(allowed.map(({ region }) => region)).size;
        const fewest = Math.min(regions, most);
        const count = Math.max(fewest, Math.min(clusters, allowed.length));
        const possible = failover === 'region' ? fewest > 1 : failover === 'cluster' ? count > 1 : true;
        return request(`chart-${index}`, allowed, {
          clusters: count,
          regions: fewest,
          replicas: more === undefined ? undefined : count + more,
          failover: more === undefined || !possible ? undefined : failover,
          requests: cpu === 0 ? new Map() : new Map([['cpu', cpu]]),
          before: before.map(({ name }) => name),
        });
      }),
    ),
);

test('whatever is asked, a solution keeps every rule, and what was right before is kept', () => {
  fc.assert(
    fc.property(scenes, (requests) => {
      const found = placeCharts(requests);
      if ('unplaced' in found) return;
      const { solution } = found;
      expect(judgeSolution(requests, solution)).toEqual([]);
      const again = requests.map((each) => ({ ...each, before: namesIn(solution, each.name) }));
      expect(requests.map(({ name }) => namesIn(solved(again), name))).toEqual(
        requests.map(({ name }) => namesIn(solution, name)),
      );
    }),
    { numRuns: 500 },
  );
});

test('where room is no matter, no chart keeps fewer clusters than any choice could', () => {
  fc.assert(
    fc.property(scenes, (requests) => {
      for (const each of requests) {
        const free = { ...each, requests: new Map() };
        const kept = namesIn(solved([free]), each.name).filter((name) => each.before.includes(name)).length;
        expect(kept).toBe(mostKept(free));
      }
    }),
  );
});

/** By trying every set of clusters. */
function mostKept({ eligible, clusters, regions, before }: PlacedChartRequest): number {
  let most = 0;
  for (let mask = 0; mask < 1 << eligible.length; mask += 1) {
    const chosen = eligible.filter((_, i) => (mask & (1 << i)) !== 0);
    if (chosen.length !== clusters || new Set(chosen.map(({ region }) => region)).size < regions) continue;
    most = Math.max(most, chosen.filter(({ name }) => before.includes(name)).length);
  }
  return most;
}

test('a refusal for want of room is true: no choice of clusters holds everything', () => {
  fc.assert(
    fc.property(scenes, (requests) => {
      const found = placeCharts(requests);
      if ('solution' in found) return;
      if (!found.unplaced.some(({ message }) => message.includes('together, and the charts'))) return;
      expect(canBePlaced(requests)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

/** Whether some choice of clusters for each chart leaves room, each replica counted at the least. */
function canBePlaced(requests: readonly PlacedChartRequest[], used: ReadonlyMap<Site, number> = new Map()): boolean {
  const [first, ...others] = requests;
  if (first === undefined) return true;
  const cpu = first.requests.get('cpu') ?? 0;
  for (let mask = 0; mask < 1 << first.eligible.length; mask += 1) {
    const chosen = first.eligible.filter((_, i) => (mask & (1 << i)) !== 0);
    if (chosen.length !== first.clusters) continue;
    // The replicas of a chart may be divided in any way here: together they are what counts.
    const room = chosen.reduce((sum, each) => sum + (each.room?.get('cpu') ?? Infinity) - (used.get(each) ?? 0), 0);
    const asked = cpu * Math.max(first.replicas ?? first.clusters, first.clusters);
    if (asked > room) continue;
    const next = new Map(used);
    let left = asked;
    for (const each of chosen) {
      const part = Math.min(left, (each.room?.get('cpu') ?? Infinity) - (used.get(each) ?? 0));
      next.set(each, (used.get(each) ?? 0) + part);
      left -= part;
    }
    if (canBePlaced(others, next)) return true;
  }
  return false;
}

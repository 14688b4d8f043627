import { judgeSolution } from '../../lib/cluster-placement/judge-solution';
import type { PlacedChartRequest, Site } from '../../lib/cluster-placement/problem';
import { placeCharts } from '../../lib/cluster-placement/solve';

// Places so many charts in 60 clusters of 12 regions that they fill to four fifths; then a tenth of the clusters is gone.
const [charts = '2000'] = process.argv.slice(2);
const count = Number(charts);
const cpu = (amount: number) => new Map([['cpu', amount]]);
const room = Math.ceil((count * 3 * 1000) / 0.8 / 54);
const sites = Array.from({ length: 60 }, (_, i): Site => ({
  name: `cluster-${i}`,
  region: `region-${i % 12}`,
  room: cpu(room),
}));

function place(eligible: readonly Site[], before: ReadonlyMap<string, readonly string[]>) {
  const requests = Array.from({ length: count }, (_, i): PlacedChartRequest => {
    const name = `chart-${i}`;
    return {
      name,
      eligible,
      clusters: 3,
      regions: 3,
      replicas: 3,
      failover: undefined,
      requests: cpu(500 + (i % 11) * 100),
      before: before.get(name) ?? [],
    };
  });
  const found = placeCharts(requests);
  if ('unplaced' in found) throw new Error(found.unplaced[0]?.message);
  const problems = judgeSolution(requests, found.solution);
  if (problems.length > 0) throw new Error(problems.join());
  return new Map([...found.solution].map(([name, shares]) => [name, shares.map(({ site }) => site.name)]));
}

const first = place(sites, new Map());
const left = sites.filter((_, i) => i % 10 !== 0);
const second = place(left, first);
const lost = [...first.values()].flat().filter((name) => !left.some((site) => site.name === name)).length;
const moved = [...second].flatMap(([name, clusters]) =>
  clusters.filter((each) => first.get(name)?.includes(each) !== true),
);
process.stdout.write(`${moved.length} of ${count * 3} copies moved, ${lost} had to\n`);

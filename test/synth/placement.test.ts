import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject } from 'cdk8s';
import {
  Cluster,
  ClusterChart,
  Config,
  Environment,
  Fleet,
  type ClusterPlacement,
  type ClusterProps,
  type ClusterScope,
  type PlacedDeployment,
  type PlacedShare,
} from '../../lib';
import { rejection } from '../rejection';
import { writtenFiles } from './written-files';

const everything = { environments: [], clusters: [] };
const prod = new Environment('prod', { tier: 'production' });
const cluster = (name: string, region: string, more: Partial<ClusterProps> = {}) =>
  new Cluster(name, { environment: prod, kubernetesVersion: '1.33', region, ...more });
const euw1 = cluster('prod-euw1', 'eu-west-1', { jurisdictions: ['EU'] });
const euc1 = cluster('prod-euc1', 'eu-central-1', { jurisdictions: ['EU', 'DE'] });
const use1 = cluster('prod-use1', 'us-east-1');
const clusters = [euw1, euc1, use1];

let outdir: string;
let said: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'placement-'));
  said = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(outdir, { recursive: true });
});

/** What a cluster is told of the chart stands in its tree. */
const shop = (scope: ClusterScope, { replicas, clusters: all }: PlacedShare & { readonly replicas?: number }) =>
  new Config(new ClusterChart(scope, 'shop', { namespace: 'shop' }), 'share', {
    data: { replicas: String(replicas), clusters: all.map(({ name }) => name).join() },
  });
const fleetOf = (placement: ClusterPlacement, deployment: PlacedDeployment = shop, of: readonly Cluster[] = clusters) =>
  new Fleet({ clusters: of, outdir }).place('shop', placement, deployment);
function placements(): unknown {
  const file = writtenFiles(outdir).get('.inventory/placements.json');
  return file === undefined ? undefined : JSON.parse(file);
}
const shares = (fleet: Fleet) =>
  fleet.clusters.flatMap(({ name }) => fleet.render(name).manifests.flatMap(({ manifest }) => manifest.data ?? []));

test('a chart runs where its placement says, and every one of its clusters knows its share', () => {
  const fleet = fleetOf({ residency: ['EU'], replicas: 5, failover: 'region' });
  const all = 'prod-euw1,prod-euc1';
  expect(shares(fleet)).toEqual([
    { replicas: '5', clusters: all },
    { replicas: '5', clusters: all },
  ]);
  fleet.synth(everything);
  expect(placements()).toEqual({
    charts: [
      {
        chart: 'shop',
        clusters: [
          { cluster: 'prod-euc1', replicas: 5 },
          { cluster: 'prod-euw1', replicas: 5 },
        ],
      },
    ],
  });
});

test('what is placed beside what is deployed changes nothing else, and no fleet without placements has a file of them', () => {
  new Fleet({ clusters, outdir }).deploy((scope) => shop(scope, { replicas: 1, clusters })).synth(everything);
  expect(placements()).toBeUndefined();
  expect(writtenFiles(outdir).get('.inventory/prod/prod-euw1.json')).not.toContain('placements');
});

test.each<[string, ClusterPlacement, readonly string[]]>([
  ['names', { select: { clusters: ['prod-use1'] } }, ['prod-use1']],
  ['regions', { select: { regions: ['eu-west-1', 'us-east-1'] } }, ['prod-euw1', 'prod-use1']],
  ['a question', { select: ({ region }) => region !== 'eu-west-1' }, ['prod-euc1', 'prod-use1']],
  ['jurisdiction', { residency: ['DE'] }, ['prod-euc1']],
])('clusters are selected by %s', (_what, placement, expected) => {
  fleetOf(placement).synth(everything);
  expect(placements()).toMatchObject({ charts: [{ clusters: expected.map((name) => ({ cluster: name })) }] });
});

test('what ran somewhere stays there; what moves is told', () => {
  const spread = { clusters: 2, regions: 2 };
  fleetOf({ spread, select: { clusters: ['prod-euc1', 'prod-use1'] } }).synth(everything);
  fleetOf({ spread }).synth(everything);
  expect(placements()).toMatchObject({ charts: [{ clusters: [{ cluster: 'prod-euc1' }, { cluster: 'prod-use1' }] }] });
  expect(said).not.toContain('placed elsewhere');
  fleetOf({ spread, residency: ['EU'] }).synth(everything);
  expect(said).toContain('placed elsewhere: shop: from prod-use1 to prod-euw1\n');
  expect([...writtenFiles(outdir).keys()].filter((file) => file.includes('prod-use1/shop'))).toEqual([]);
});

test('a synth of some clusters does not leave a chart in two places', () => {
  fleetOf({ select: { clusters: ['prod-use1'] } }).synth(everything);
  const moved = fleetOf({ select: { clusters: ['prod-euw1'] } });
  expect(() => moved.synth({ environments: [], clusters: ['prod-euw1'] })).toThrow(
    'error  valid-declaration  Cluster prod-use1  placements\n  Forbidden: placed charts of this cluster change, and this synth leaves it as it is: shop becomes none\n  fix:  synthesize prod-use1, too',
  );
  moved.synth({ environments: [], clusters: ['prod-euw1', 'prod-use1'] });
  expect(placements()).toMatchObject({ charts: [{ clusters: [{ cluster: 'prod-euw1' }] }] });
});

const pool = (maximum: number) => ({
  nodePools: [{ name: 'general', maximum, allocatable: { cpu: '4', memory: '16Gi' } }],
});

test('no cluster gets more than its node pools hold, and the others take the rest', () => {
  const small = [cluster('small', 'a', pool(1)), cluster('large', 'b', pool(4))];
  const fleet = new Fleet({ clusters: small, outdir });
  for (const name of ['one', 'two', 'three'])
    fleet.place(
      name,
      { spread: { clusters: 1 }, replicas: 3, requests: { cpu: '1' } },
      (scope) => new ClusterChart(scope, name, { namespace: name }),
    );
  fleet.synth(everything);
  const file = JSON.parse(writtenFiles(outdir).get('.inventory/placements.json') ?? '') as {
    charts: { clusters: { cluster: string }[] }[];
  };
  const used = file.charts.flatMap((chart) => chart.clusters.map((each) => each.cluster));
  expect(used.filter((name) => name === 'small').length).toBeLessThan(2);
});

test('a chart without a place is named, with what is missing', () => {
  const few = [cluster('small', 'a', pool(1))];
  const fleet = new Fleet({ clusters: few, outdir });
  for (const name of ['one', 'two'])
    fleet.place(
      name,
      { replicas: 3, requests: { cpu: '1' } },
      (scope) => new ClusterChart(scope, name, { namespace: name }),
    );
  expect(() => fleet.synth(everything)).toThrow(
    rejection(
      'Fleet.place one',
      'requests.cpu',
      'Invalid value: the clusters that may run it (small) have 4 cpu together, and the charts that can run nowhere else ask for 6',
    ),
  );
});

const deployment = (name: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, image: 'example.com/web:1' }] } },
  },
});
const unchecked = (chart: PlacedDeployment, placement: ClusterPlacement) =>
  new Fleet({ clusters, outdir, checks: false }).place('shop', placement, chart);

test('a promise to survive a region holds for every workload of the chart', () => {
  const everywhere: PlacedDeployment = (scope) => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    new ApiObject(chart, 'web', deployment('web'));
    if (scope.cluster === use1) new ApiObject(chart, 'only', deployment('only'));
  };
  expect(() => unchecked(everywhere, { survives: 'region' }).synth(everything)).toThrow(
    'error  valid-declaration  Deployment shop/only  survives\n  Invalid value: "region": chart shop promises to survive the loss of a region, and this runs in us-east-1 alone',
  );
  unchecked(everywhere, { survives: 'region', residency: ['EU'] }).synth(everything);
});

test('what keeps data survives nothing by being somewhere else as well', () => {
  const store: PlacedDeployment = (scope) => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    const claim = { metadata: { name: 'data', namespace: 'shop' }, spec: { accessModes: ['ReadWriteOnce'] } };
    new ApiObject(chart, 'claim', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim });
  };
  expect(() => unchecked(store, { survives: 'cluster' }).synth(everything)).toThrow(
    'this keeps data that no other cluster has',
  );
});

test.each<[string, unknown, string, string]>([
  ['a field that is none', { spraed: {} }, 'spraed', 'unknown field; did you mean "spread"?'],
  ['no number', { replicas: '3' }, 'replicas', 'Invalid value: "3": must be a whole number'],
  ['no loss', { failover: 'zone', replicas: 3 }, 'failover', 'Unsupported value: "zone"'],
  ['no quantity', { requests: { cpu: 'much' } }, 'requests.cpu', 'Invalid value: "much"'],
])('%s is refused where it is written', (_what, placement, path, message) => {
  const fleet = new Fleet({ clusters, outdir });
  expect(() => fleet.place('shop', placement as ClusterPlacement, shop)).toThrow(
    rejection('Fleet.place shop', path, message),
  );
});

test.each<[string, ClusterPlacement, string, string]>([
  ['a cluster that is none', { select: { clusters: ['prod-euw2'] } }, 'select.clusters', 'Not found: "prod-euw2"'],
  ['a region that is none', { select: { regions: ['eu-west-2'] } }, 'select.regions', 'Not found: "eu-west-2"'],
  ['more regions than clusters', { spread: { clusters: 1, regions: 2 } }, 'spread.clusters', 'Invalid value: 1'],
  [
    'failover of the only region',
    { spread: { clusters: 1 }, replicas: 3, failover: 'region' },
    'failover',
    'Invalid value: "region": the chart runs in one region, and is lost with it',
  ],
  [
    'a promise that one cluster cannot keep',
    { spread: { clusters: 1 }, survives: 'cluster' },
    'survives',
    'Invalid value: "cluster"',
  ],
  ['failover of no replicas', { failover: 'region' }, 'replicas', 'Required value'],
  ['fewer replicas than clusters', { replicas: 2 }, 'replicas', 'Invalid value: 2'],
  [
    'a replica that asks for nothing',
    { requests: { cpu: '0' } },
    'requests.cpu',
    'Invalid value: "0": must be greater than zero',
  ],
  [
    'more clusters than there are',
    { spread: { clusters: 4 } },
    'spread.clusters',
    'Invalid value: 4: the chart is to run in 4 clusters',
  ],
  [
    'a jurisdiction that no cluster has',
    { residency: ['CH'] },
    'select',
    'Invalid value: 1: the chart is to run in 1 cluster, and none may run it',
  ],
])('%s is refused', (_what, placement, path, message) => {
  expect(() => fleetOf(placement).synth(everything)).toThrow(rejection('Fleet.place shop', path, message));
});

test('two charts of one name, and a deployment that is none, are refused', () => {
  expect(() => fleetOf({}).place('shop', {}, shop)).toThrow(
    rejection('Fleet.place shop', 'name', 'Duplicate value: "shop"'),
  );
  const none = undefined as unknown as PlacedDeployment;
  expect(() => new Fleet({ clusters, outdir }).place('web', {}, none)).toThrow(
    rejection('Fleet.place web', 'deployment', 'Required value'),
  );
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, ClusterChart, Config, Environment, Fleet, istio, type Deployment } from '../../lib';
import { readClusterTrees } from '../../lib/cli/cluster-trees';
import { writtenFiles } from './written-files';

const dev = new Environment('dev');
const prod = new Environment('prod', { tier: 'production' });
const clusters = [
  new Cluster('prod-euw1', {
    environment: prod,
    region: 'eu-west-1',
    zones: ['eu-west-1a', 'eu-west-1b'],
    kubernetesVersion: '1.33',
    mesh: istio({ mode: 'ambient', version: '1.30' }),
  }),
  new Cluster('dev-euw1', { environment: dev, kubernetesVersion: '1.32' }),
];
const everything = { environments: [], clusters: [] };
const onlyProd = { environments: [], clusters: ['prod-euw1'] };

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'fleet-list-'));
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

const shop: Deployment = (cluster) => {
  const chart = new ClusterChart(cluster, 'shop', { namespace: { name: 'shop', isolated: false } });
  new Config(chart, 'settings', { data: { a: '1' } });
};
const shopAndMail: Deployment = (cluster) => {
  new ClusterChart(cluster, 'mail', { namespace: { name: 'mail', isolated: false } });
  shop(cluster);
};

function fleetOf(deployment: Deployment, some: readonly Cluster[] = clusters): Fleet {
  return new Fleet({ clusters: some, outdir, checks: false }).deploy(deployment);
}

function read(file: string): string {
  return readFileSync(join(outdir, file), 'utf8');
}

function listed(): readonly { name: string; charts: readonly { name: string }[] }[] {
  return (JSON.parse(read('.inventory/fleet.json')) as { clusters: ReturnType<typeof listed> }).clusters;
}

function chartsOf(cluster: string): readonly string[] | undefined {
  return listed()
    .find(({ name }) => name === cluster)
    ?.charts.map(({ name }) => name);
}

test('a file beside the inventories lists clusters and charts, one line a cluster', () => {
  fleetOf(shop).synth(everything);
  expect(read('.inventory/fleet.json')).toBe(`{
  "clusters": [
    {"name":"dev-euw1","environment":"dev","tier":"non-production","zones":[],"kubernetesVersion":"1.32","tree":"dev/dev-euw1","inventory":".inventory/dev/dev-euw1.json","charts":[{"name":"shop","namespaces":["shop"],"objects":2}]},
    {"name":"prod-euw1","environment":"prod","tier":"production","region":"eu-west-1","zones":["eu-west-1a","eu-west-1b"],"kubernetesVersion":"1.33","mesh":"istio","tree":"prod/prod-euw1","inventory":".inventory/prod/prod-euw1.json","charts":[{"name":"shop","namespaces":["shop"],"objects":2}]}
  ]
}
`);
});

test('the order of clusters and charts in the program changes no byte', () => {
  fleetOf(shopAndMail).synth(everything);
  const first = writtenFiles(outdir);
  const reversed: Deployment = (cluster) => {
    shop(cluster);
    new ClusterChart(cluster, 'mail', { namespace: { name: 'mail', isolated: false } });
  };
  fleetOf(reversed, clusters.toReversed()).synth(everything);
  expect(read('.inventory/fleet.json')).toBe(first.get('.inventory/fleet.json'));
});

test('a synth of one cluster keeps what the inventories say of the others, and changes its own entry', () => {
  fleetOf(shop).synth(everything);
  fleetOf(shopAndMail).synth(onlyProd);
  expect(chartsOf('dev-euw1')).toEqual(['shop']);
  expect(chartsOf('prod-euw1')).toEqual(['mail', 'shop']);
  const narrowed = writtenFiles(outdir);
  fleetOf((cluster) => (cluster.cluster.name === 'prod-euw1' ? shopAndMail : shop)(cluster)).synth(everything);
  expect(writtenFiles(outdir)).toEqual(narrowed);
});

test('a list that is gone is made again from the inventories, by a synth of one cluster', () => {
  fleetOf(shop).synth(everything);
  const before = read('.inventory/fleet.json');
  rmSync(join(outdir, '.inventory/fleet.json'));
  fleetOf(shop).synth(onlyProd);
  expect(read('.inventory/fleet.json')).toBe(before);
});

test('a cluster that was never rendered is not in the list, and one that left the fleet goes with its tree', () => {
  fleetOf(shop).synth(onlyProd);
  expect(listed().map(({ name }) => name)).toEqual(['prod-euw1']);
  fleetOf(shop).synth(everything);
  fleetOf(shop, clusters.slice(1)).synth(everything);
  expect(listed().map(({ name }) => name)).toEqual(['dev-euw1']);
});

test('a synth that fails leaves the list as it is', () => {
  fleetOf(shop).synth(everything);
  const before = writtenFiles(outdir);
  const broken: Deployment = (cluster) => {
    shopAndMail(cluster);
    if (cluster.cluster.name === 'dev-euw1') throw new Error('the second cluster fails');
  };
  expect(() => fleetOf(broken).synth(everything)).toThrow('the second cluster fails');
  expect(writtenFiles(outdir)).toEqual(before);
});

test('the list is the tree of no cluster: commands that read a folder go by the inventories', () => {
  fleetOf(shop).synth(everything);
  expect(readClusterTrees(outdir).map(({ cluster, manifests }) => [cluster, manifests.length])).toEqual([
    ['dev-euw1', 2],
    ['prod-euw1', 2],
  ]);
});

describe('what stands on disk is not trusted', () => {
  const changed = (file: string, change: (text: string) => string) =>
    writeFileSync(join(outdir, file), change(read(file)));
  beforeEach(() => {
    fleetOf(shop).synth(everything);
  });

  test.each([
    [
      'no summary, as before there was one',
      /"summaries": .*\n/,
      '',
      '.inventory/dev/dev-euw1.json: summaries.fleet: Required value',
    ],
    [
      'another kind of summary',
      '"objects":2}]',
      '"objects":"2"}]',
      '.inventory/dev/dev-euw1.json: summaries.fleet[0].objects: Invalid value: "2": must be a whole number',
    ],
    [
      'summaries that are no map',
      /"summaries": .*,\n/,
      '"summaries": [],\n',
      '.inventory/dev/dev-euw1.json is no inventory, so nothing is known of the files in dev/dev-euw1.',
    ],
    [
      'a tier that there is not',
      '"non-production"',
      '"sandbox"',
      '.inventory/dev/dev-euw1.json: tier: Unsupported value: "sandbox": supported values: production, non-production',
    ],
    [
      'a mesh that is no map',
      '"tier"',
      '"mesh": 7, "tier"',
      '.inventory/dev/dev-euw1.json: mesh: Invalid value: 7: must be a string',
    ],
    [
      'another cluster',
      '"cluster": "dev-euw1"',
      '"cluster": "dev-euw2"',
      '.inventory/dev/dev-euw1.json is no inventory, so nothing is known of the files in dev/dev-euw1.',
    ],
  ])('an inventory with %s stops a synth that needs it', (_, from, to, message) => {
    changed('.inventory/dev/dev-euw1.json', (text) => text.replace(from, to));
    const before = writtenFiles(outdir);
    expect(() => fleetOf(shopAndMail).synth(onlyProd)).toThrow(message);
    expect(writtenFiles(outdir)).toEqual(before);
  });

  test('an inventory that is a link is not read', () => {
    const file = join(outdir, '.inventory/dev/dev-euw1.json');
    writeFileSync(join(outdir, 'elsewhere.json'), read('.inventory/dev/dev-euw1.json'));
    rmSync(file);
    symlinkSync(join(outdir, 'elsewhere.json'), file);
    expect(() => fleetOf(shopAndMail).synth(onlyProd)).toThrow(
      '.inventory/dev/dev-euw1.json is no file but a link, a folder or a pipe\n  fix:  remove it',
    );
  });

  test.each(['<<<<<<< HEAD\n', '{}\n', '{"clusters":[7]}\n', '{"clusters":[],"mine":true}\n'])(
    'a file that no synth writes is not overwritten: %j',
    (text) => {
      writeFileSync(join(outdir, '.inventory/fleet.json'), text);
      expect(() => fleetOf(shopAndMail).synth(everything)).toThrow(
        '.inventory/fleet.json is in the way: it is not what a synth writes there',
      );
      expect(read('.inventory/fleet.json')).toBe(text);
    },
  );

  test('nothing is written through a link, or in the place of a folder', () => {
    const file = join(outdir, '.inventory/fleet.json');
    rmSync(file);
    symlinkSync(join(outdir, 'elsewhere.json'), file);
    expect(() => fleetOf(shopAndMail).synth(everything)).toThrow('.inventory/fleet.json is in the way');
    rmSync(file);
    mkdirSync(file);
    expect(() => fleetOf(shopAndMail).synth(everything)).toThrow('.inventory/fleet.json is in the way');
  });
});

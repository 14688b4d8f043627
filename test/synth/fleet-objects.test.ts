import { JsonPatch } from 'cdk8s';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, ClusterChart, Config, Environment, Fleet, type Deployment, type Manifest } from '../../lib';
import type * as capabilities from '../../lib/capabilities';
import { listOf, text } from '../../lib/fleet/shape';
import { listFleetCapability } from '../../lib/model/fleet-capability';
import { writtenFiles } from './written-files';

/** Puts the names of the charts of all clusters into the one that manages them, a ConfigMap a cluster. */
const mockCharts = listFleetCapability<readonly string[]>({
  name: 'charts',
  list: 'charts',
  shape: listOf(text),
  summarize: ({ manifests }) => [...new Set(manifests.map(({ chart }) => chart))].sort(),
  emit: () => [],
  objects: {
    into: ({ name }) => name === 'management',
    emit: (own, all) =>
      all
        .filter(({ cluster }) => cluster !== own.cluster)
        .map(({ cluster, summary }) => mockConfigMap(cluster, summary)),
  },
});

function mockConfigMap(cluster: string, charts: readonly string[]): Manifest {
  const name = charts.includes('broken') ? 'Not_a_name' : `charts-of-${cluster}`;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'fleet' },
    data: { charts: charts.join() },
  };
}

jest.mock('../../lib/capabilities', () => {
  const actual = jest.requireActual<typeof capabilities>('../../lib/capabilities');
  return {
    ...actual,
    get fleetCapabilities() {
      return [mockCharts, ...actual.fleetCapabilities];
    },
  };
});

const environment = new Environment('dev');
const clusters = ['management', 'east', 'west'].map(
  (name) => new Cluster(name, { environment, kubernetesVersion: '1.33' }),
);

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'fleet-objects-'));
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

/** A fleet with the chart `fleet` in every cluster, and others in the cluster `east`. */
function fleetOf(
  charts: readonly string[] = [],
  declare: Deployment = () => undefined,
  checks: boolean = false,
): Fleet {
  return new Fleet({ clusters, outdir, report: false, ...(checks ? {} : { checks: false }) }).deploy((cluster) => {
    const own = ['fleet', ...(cluster.cluster.name === 'east' ? charts : [])];
    for (const name of own) {
      const chart = new ClusterChart(cluster, name, { namespace: { name, isolated: false } });
      new Config(chart, 'settings', { data: { a: '1' } });
    }
    declare(cluster);
  });
}

const all = { environments: [], clusters: [] };
const only = (...names: readonly string[]) => ({ environments: [], clusters: names });
const read = (file: string): string => readFileSync(join(outdir, file), 'utf8');
const eastInManagement = 'dev/management/fleet/configmap.charts-of-east.k8s.yaml';

test('objects that follow from other clusters are in the tree and in its inventory, like all others', () => {
  fleetOf(['shop']).synth(all);
  expect(read(eastInManagement)).toContain('charts: fleet,shop');
  const inventory = JSON.parse(read('.inventory/dev/management.json')) as {
    objects: { name: string; origin: string }[];
    fleetObjects: Record<string, string>;
    summaries: Record<string, unknown>;
  };
  expect(
    inventory.objects.filter(({ origin }) => origin === 'fleet capability charts').map(({ name }) => name),
  ).toEqual(['charts-of-east', 'charts-of-west']);
  expect(Object.keys(inventory.fleetObjects)).toEqual(['charts']);
  expect(inventory.summaries.charts).toEqual(['fleet']);
  expect(read('.inventory/dev/east.json')).not.toContain('fleetObjects');
});

test('a second synth changes no byte, and objects that no longer follow are removed', () => {
  fleetOf(['shop']).synth(all);
  const first = writtenFiles(outdir);
  fleetOf(['shop']).synth(all);
  expect(writtenFiles(outdir)).toEqual(first);
  new Fleet({ clusters: clusters.filter(({ name }) => name !== 'east'), outdir, checks: false, report: false })
    .deploy((cluster) => new ClusterChart(cluster, 'fleet', { namespace: 'fleet' }))
    .synth(all);
  expect(writtenFiles(outdir).has(eastInManagement)).toBe(false);
});

test('a synth of that cluster alone knows the others by their inventories', () => {
  fleetOf(['shop']).synth(all);
  const first = writtenFiles(outdir);
  fleetOf(['other']).synth(only('management'));
  expect(writtenFiles(outdir)).toEqual(first);
});

test('a synth of others stops where that tree would be out of date, and only there', () => {
  fleetOf(['shop']).synth(all);
  const first = writtenFiles(outdir);
  fleetOf(['shop']).synth(only('east'));
  expect(writtenFiles(outdir)).toEqual(first);
  expect(() => fleetOf(['shop', 'mail']).synth(only('east'))).toThrow(
    'dev/management: what the capability charts puts there follows from other clusters, and has changed\n  fix:  synthesize management, too',
  );
  expect(writtenFiles(outdir)).toEqual(first);
  fleetOf(['shop', 'mail']).synth(only('east', 'management'));
  expect(read(eastInManagement)).toContain('charts: fleet,mail,shop');
});

test('they are patched and checked with their tree', () => {
  fleetOf(['shop'], (cluster) => {
    const chart = cluster.node.children.find((child): child is ClusterChart => child.node.id === 'fleet');
    if (cluster.cluster.name === 'management')
      chart?.patch({ kind: 'ConfigMap', name: 'charts-of-east' }, JsonPatch.add('/metadata/labels/team', 'platform'));
  }).synth(all);
  expect(read(eastInManagement)).toContain('team: platform');
  expect(() => fleetOf(['broken'], undefined, true).synth(all)).toThrow('Not_a_name');
});

test('each tree is made once, and that of such a cluster twice', () => {
  const made: string[] = [];
  fleetOf([], (cluster) => made.push(cluster.cluster.name)).synth(all);
  expect(made).toEqual(['east', 'west', 'management', 'management']);
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argoCd, Cluster, ClusterChart, Config, Environment, Fleet, TreeWriter } from '../lib';
import { fleetCapabilities } from '../lib/capabilities';
import { listOf, text } from '../lib/fleet/shape';
import { listFleetCapability, type ListedFleetCapability } from '../lib/model/fleet-capability';

const environment = new Environment('dev');
const cluster = new Cluster('dev-euw1', {
  environment,
  kubernetesVersion: '1.33',
  gitOps: argoCd({ repository: { url: 'https://git.example/platform', revision: 'main', path: 'dist' } }),
});

function renderedCluster() {
  const fleet = new Fleet({ clusters: [cluster] })
    .deploy((scope) => {
      const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
      new Config(chart, 'settings', { data: { a: '1' } });
    })
    .place('placed', {}, (scope) => new ClusterChart(scope, 'placed', { namespace: 'placed' }));
  return fleet.render('dev-euw1');
}

/** Everything that can be reached from a value. */
function reachable(value: unknown, seen = new Set<object>()): ReadonlySet<object> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return seen;
  seen.add(value);
  for (const part of Object.values(value)) reachable(part, seen);
  return seen;
}

test('stand in the list by name, each with a file of its own', () => {
  const names = fleetCapabilities.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)].sort());
});

describe.each(fleetCapabilities.map((capability) => [capability.name, capability] as const))('%s', (_, capability) => {
  const summarized = (summary: unknown) => ({
    environment: 'dev',
    cluster: 'dev-euw1',
    facts: { tier: 'non-production', kubernetesVersion: '1.33' },
    tree: 'dev/dev-euw1',
    inventory: '.inventory/dev/dev-euw1.json',
    summary: summary as ReturnType<ListedFleetCapability['summarize']>,
  });

  test('summarizes a cluster as plain data, from which nothing of its tree can be reached', () => {
    const rendered = renderedCluster();
    const tree = reachable(rendered);
    const summary = capability.summarize(rendered);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    for (const part of reachable(summary)) {
      expect(tree.has(part)).toBe(false);
      expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(part));
    }
  });

  test('makes an entry of what it summarized, the same each time', () => {
    const entries = () => capability.emit([summarized(capability.summarize(renderedCluster()))]);
    expect(entries().length).toBeGreaterThan(0);
    expect(entries()).toEqual(entries());
  });

  test('has a summary, or nothing to say of a cluster', () => {
    const emit = () => capability.emit([summarized(undefined)]);
    if (capability.name === 'placements') expect(emit()).toEqual([]);
    else expect(emit).toThrow(`.inventory/dev/dev-euw1.json: summaries.${capability.name}`);
  });

  test.each(['text', 7])('refuses a summary that it does not write: %j', (summary) => {
    expect(() => capability.emit([summarized(summary)])).toThrow(
      `.inventory/dev/dev-euw1.json: summaries.${capability.name}`,
    );
  });

  test('has its file for the committed trees of an app', () => {
    const files = readdirSync('dist').map((app) => join('dist', app, '.inventory', `${capability.name}.json`));
    expect(files.some((file) => existsSync(file))).toBe(true);
  });
});

const names = listFleetCapability<readonly string[]>({
  name: 'names',
  list: 'names',
  shape: listOf(text),
  summarize: ({ manifests }) => manifests.map(({ manifest }) => manifest.metadata.name ?? ''),
  emit: (clusters) => clusters.flatMap(({ summary }) => summary.map((name) => ({ name }))),
});

test('a capability whose summary has another shape than it says cannot be used', () => {
  const wrong = listFleetCapability<readonly string[]>({
    name: 'names',
    list: 'names',
    shape: text,
    summarize: () => ['a'],
    emit: () => [],
  });
  expect(() => wrong.summarize(renderedCluster())).toThrow(
    'fleet capability names: dev-euw1: summaries.names: Invalid value: ["',
  );
});

test('a file goes when there is nothing left to say in it, and a writer without capabilities leaves it', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'fleet-capabilities-'));
  try {
    const publish = (summaries: readonly string[], fleet: readonly ListedFleetCapability[]) => {
      const writer = new TreeWriter(outdir);
      writer.cluster('dev', 'dev-euw1', { summaries: { names: summaries } }).close();
      writer.publish({ wholeFleet: true, fleet });
    };
    const file = join(outdir, '.inventory/names.json');
    publish(['cart'], [names]);
    expect(readFileSync(file, 'utf8')).toBe('{\n  "names": [\n    {"name":"cart"}\n  ]\n}\n');
    publish([], []);
    expect(existsSync(file)).toBe(true);
    publish([], [names]);
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, 'mine');
    expect(() => publish([], [names])).toThrow('.inventory/names.json is in the way');
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import {
  BatchJob,
  ClusterChart,
  Config,
  Fleet,
  Port,
  ScheduledJob,
  WebService,
  Worker,
  type ClusterScope,
} from '../../lib';
import { exampleCluster } from '../example-fleet';
import { writtenManifests } from './written-files';

const image = 'registry.example/app:1.0.0';

/** The parts of a small app. Each is made below whatever scope it is given. */
const parts: Readonly<Record<string, (scope: Construct) => unknown>> = {
  cart: (scope) => new WebService(scope, 'cart', { image, port: Port.grpc(7070), replicas: 2 }),
  frontend: (scope) =>
    new WebService(scope, 'frontend', {
      image,
      port: Port.http(8080),
      config: [new Config(scope, 'texts', { data: { greeting: 'hello' } }).mount('/texts')],
    }),
  mailer: (scope) => new Worker(scope, 'mailer', { image }),
  report: (scope) => new ScheduledJob(scope, 'report', { image, schedule: '0 3 * * *' }),
  migrate: (scope) => new BatchJob(scope, 'migrate', { image }),
  flags: (scope) => new Config(scope, 'flags', { data: { a: '1', b: '2' } }),
  named: (scope) =>
    new ApiObject(scope, 'raw', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'by-name' }, data: {} }),
  unnamed: (scope) => new ApiObject(scope, 'by-id', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } }),
  clusterScoped: (scope) =>
    new ApiObject(scope, 'urgent', { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', value: 10 }),
  plus: (scope) => new ConfigMap(scope, 'plus', { data: { a: '1' } }),
};

const names = Object.keys(parts);

/** Connections of the app, by the ids of its workloads. */
const connections: readonly (readonly [string, string])[] = [
  ['frontend', 'cart'],
  ['mailer', 'cart'],
  ['report', 'cart'],
  ['report', 'frontend'],
];

/** How the same app may be written: in which order, and below how many plain constructs of which names. */
interface Writing {
  readonly order: readonly string[];
  readonly wrappers: Readonly<Record<string, readonly string[]>>;
  readonly connections: readonly (readonly [string, string])[];
}

const writings: fc.Arbitrary<Writing> = fc.record({
  order: fc.shuffledSubarray(names, { minLength: names.length }),
  wrappers: fc.record(
    Object.fromEntries(
      names.map((name) => [name, fc.array(fc.constantFrom('a', 'b', 'Module', 'x-1', 'backend'), { maxLength: 3 })]),
    ),
  ),
  connections: fc.shuffledSubarray([...connections], { minLength: connections.length }),
});

function deployApp(cluster: ClusterScope, writing: Writing): void {
  const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  const made = new Map(
    writing.order.map((name) => [name, parts[name]?.(wrap(chart, writing.wrappers[name] ?? []))] as const),
  );
  for (const [from, to] of writing.connections) {
    const [client, server] = [made.get(from), made.get(to)];
    if (isConnectable(client) && isConnectable(server)) client.connections.allowTo(server);
    else throw new Error(`${from} or ${to} is no workload`);
  }
}

function wrap(scope: Construct, ids: readonly string[]): Construct {
  return ids.reduce<Construct>((parent, id) => childOf(parent, id) ?? new Construct(parent, id), scope);
}

function childOf({ node }: Construct, id: string): Construct | undefined {
  const child = node.tryFindChild(id);
  return child instanceof Construct ? child : undefined;
}

function isConnectable(value: unknown): value is WebService | Worker | ScheduledJob {
  return value instanceof WebService || value instanceof Worker || value instanceof ScheduledJob;
}

function filesOf(writing: Writing, layout: 'file-per-object' | 'file-per-chart'): ReadonlyMap<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'refactor-'));
  try {
    new Fleet({ clusters: [exampleCluster()], outdir, layout, checks: false })
      .deploy((cluster) => {
        deployApp(cluster, writing);
      })
      .synth({ environments: [], clusters: [] });
    return writtenManifests(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test.each(['file-per-object', 'file-per-chart'] as const)(
  'wrapping constructs and changing their order changes no byte of what is written: %s',
  (layout) => {
    const plain = filesOf({ order: names, wrappers: {}, connections }, layout);
    expect([...plain.values()].join('').match(/^kind: /gm)?.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(writings, (writing) => {
        expect(filesOf(writing, layout)).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  },
);

test('the property can fail: another id is another file', () => {
  const plain = filesOf({ order: names, wrappers: {}, connections }, 'file-per-object');
  const without = filesOf({ order: names.slice(0, -1), wrappers: {}, connections }, 'file-per-object');
  expect(without).not.toEqual(plain);
});

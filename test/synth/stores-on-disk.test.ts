import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, ClusterChart, Environment, Fleet, SynthError, type Suppression } from '../../lib';
import { exampleCluster } from '../example-fleet';
import { quorumStore } from '../stateful/example-stores';

const outdir = mkdtempSync(join(tmpdir(), 'stores-'));
afterAll(() => rmSync(outdir, { recursive: true }));

function synth(name: string, suppressions: readonly Suppression[] = []) {
  return new Fleet({
    outdir,
    clusters: [exampleCluster()],
    checks: { suppressions },
    report: false,
  })
    .deploy((cluster) => void quorumStore(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), { name }))
    .synth({ environments: [], clusters: [] });
}

function errorsOf(run: () => unknown): readonly string[] {
  try {
    run();
    return [];
  } catch (error) {
    if (!(error instanceof SynthError)) throw error;
    return error.findings.map(({ id, message }) => `${id}: ${message}`);
  }
}

const accepted = { check: 'no-stranded-data', reason: 'moved to agreements', expires: '2099-01-01' };

test('a store that is renamed stops the synth until somebody accepts by name that its data stays behind', () => {
  expect(errorsOf(() => synth('etcd'))).toEqual([]);
  expect(errorsOf(() => synth('etcd'))).toEqual([]);
  const gone =
    'no-stranded-data: Forbidden: StatefulSet shop/etcd leaves the tree, and nobody mounts the data of data-etcd-0 to data-etcd-2 any more';
  expect(errorsOf(() => synth('agreements'))).toEqual([gone]);
  expect(errorsOf(() => synth('agreements', [{ ...accepted, object: { kind: 'StatefulSet', name: 'et*' } }]))).toEqual([
    'valid-suppression: Required value: what no-stranded-data finds is accepted object by object',
    gone,
  ]);
  const byName = { ...accepted, object: { kind: 'StatefulSet', namespace: 'shop', name: 'etcd' } };
  expect(errorsOf(() => synth('agreements', [byName]))).toEqual([]);
});

test('a runbook with the commands for each store stands beside the inventory, and leaves with the last store', () => {
  const beside = () => readdirSync(join(outdir, '.inventory', 'dev'));
  const byName = { ...accepted, object: { kind: 'StatefulSet', namespace: 'shop', name: 'agreements' } };
  errorsOf(() => synth('agreements'));
  const runbook = readFileSync(join(outdir, '.inventory', 'dev', 'test.md'), 'utf8');
  expect(runbook).toContain('## StatefulSet shop/agreements');
  expect(runbook).toContain(
    'for number in $(seq 0 2); do\n  kubectl patch pvc data-agreements-$number --namespace shop',
  );
  expect(runbook).toContain('kubectl delete statefulset agreements --namespace shop --cascade=orphan');
  new Fleet({ outdir, clusters: [exampleCluster()], checks: { suppressions: [byName] }, report: false })
    .deploy((cluster) => void new ClusterChart(cluster, 'shop', { namespace: 'shop' }))
    .synth({ environments: [], clusters: [] });
  expect(beside()).toEqual(['test.json']);
});

test('a cluster that leaves the fleet with its stores, or is renamed, stops the synth as well', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clusters-'));
  const environment = new Environment('dev');
  const fleet = (names: readonly string[], suppressions: readonly Suppression[] = []) =>
    errorsOf(() =>
      new Fleet({
        outdir: folder,
        clusters: names.map((name) => new Cluster(name, { environment, kubernetesVersion: '1.33' })),
        checks: { suppressions },
        report: false,
      })
        .deploy((cluster) => void quorumStore(new ClusterChart(cluster, 'shop', { namespace: 'shop' })))
        .synth({ environments: [], clusters: [] }),
    );
  expect(fleet(['a', 'b'])).toEqual([]);
  expect(fleet(['a'])).toEqual([expect.stringContaining('no-stranded-data: Forbidden: StatefulSet shop/etcd leaves')]);
  expect(fleet(['a', 'c'])).toHaveLength(1);
  const byName = { ...accepted, object: { kind: 'StatefulSet', namespace: 'shop', name: 'etcd' } };
  expect(fleet(['a'], [byName])).toEqual([]);
  rmSync(folder, { recursive: true });
});

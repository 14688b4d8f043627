import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject } from 'cdk8s';
import { Cluster, ClusterChart, Config, Environment, Fleet, flux, Port, WebService } from '../../../lib';
import { Field } from '../../../lib/manifest/objects/field';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { describeProduct } from './describe-product';
import { kustomizeController } from './kustomize-controller';
import { ServedSource } from './served-source';
import { isApplied, named, objectsBelow } from './synced-by-flux';

/** A shop that is scaled and waits for its stock; without `stock`, of one service alone. */
function shop(outdir: string, { stock = true } = {}): Fleet {
  const repository = { url: 'https://git.example/platform', revision: 'main', path: 'dist' };
  const cluster = new Cluster('dev-1', {
    environment: new Environment('dev'),
    kubernetesVersion: '1.34',
    gitOps: flux({ repository }),
  });
  const accepted = {
    check: 'no-stranded-data',
    object: { kind: 'PersistentVolumeClaim', namespace: 'stock', name: 'orders' },
    reason: 'Flux keeps it: that is what this test asks',
    expires: '2100-01-01',
  };
  const suppressions = stock ? [] : [accepted];
  return new Fleet({ clusters: [cluster], outdir, report: false, checks: { suppressions } }).deploy((scope) => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    new WebService(chart, 'web', {
      image: 'example.com/web:1',
      port: Port.http(8080),
      resources: { requests: { cpu: '10m', memory: '16Mi' } },
      scaling: { min: 1, max: 6, cpu: 80 },
    });
    // Variables of a shell: Flux substitutes where it is told to, and it is not.
    new Config(chart, 'script', { data: { run: 'echo "${HOME}" $$ ${1:-none}' } });
    if (!stock) return;
    const other = new ClusterChart(scope, 'stock', { namespace: 'stock' });
    new Config(other, 'settings', { data: { a: '1' } });
    new ApiObject(other, 'orders', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'orders' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
        storageClassName: 'fast',
      },
    });
    chart.addDependency(other);
  });
}

interface ServedMetadata {
  readonly generation?: number;
  readonly resourceVersion?: string;
  readonly managedFields?: readonly unknown[];
}

function isWrittenByOthers(managedFields: readonly unknown[]): boolean {
  return managedFields.some((entry) => (entry as { manager: string }).manager !== 'kustomize-controller');
}

describeProduct('the kustomize-controller of Flux', kustomizeController, (cluster) => {
  let root: string;
  let outdir: string;
  let source: ServedSource;
  const repository = named('source.toolkit.fluxcd.io/v1', 'GitRepository', 'dev-1--sync', 'flux-system');
  const write = (options = {}) => shop(outdir, options).synth({ environments: [], clusters: [] });
  const tree = () => objectsBelow(join(outdir, 'dev/dev-1'));
  const kustomizations = () => cluster.list('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'flux-system');
  const exists = (object: Manifest) =>
    cluster.get(object).then(
      () => true,
      () => false,
    );

  /** A commit, until every Kustomization has applied it. */
  async function sync(): Promise<void> {
    const revision = await source.publish(cluster, repository, root, 'dist');
    await cluster.server.eventually(`all of ${revision} is applied`, kustomizations, isApplied(revision));
  }

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'flux-'));
    outdir = join(root, 'dist');
    source = await ServedSource.start();
  });

  afterAll(async () => {
    await source.stop();
    rmSync(root, { recursive: true, force: true });
  });

  test('applies a tree from its one bootstrap, changes nothing a second time, and prunes what is gone but for what holds data', async () => {
    await cluster.addNodes();
    await cluster.provideVolumes([{ name: 'fast', volumeBindingMode: 'Immediate' }]);
    write();
    await cluster.create(named('v1', 'Namespace', 'flux-system'));
    for (const object of objectsBelow(join(outdir, 'dev/dev-1/flux-system'))) await cluster.create(object);
    await sync();

    const synced = tree().filter(({ metadata }) => metadata.namespace !== 'flux-system');
    expect(synced.length).toBeGreaterThan(8);
    const script = await cluster.get(named('v1', 'ConfigMap', 'script', 'shop'));
    expect(Field.root(script).at('data', 'run').text).toBe('echo "${HOME}" $$ ${1:-none}');

    // What an autoscaler decides stays, and what is in the tree comes back.
    const web = named('apps/v1', 'Deployment', 'web', 'shop');
    await cluster.patch(web, 'merge-patch+json', { spec: { replicas: 4 } }, '/scale');
    await cluster.becomesReady(web);
    const generations = async () =>
      Promise.all(
        synced.map(async (object) => {
          const { kind, metadata } = await cluster.get(object);
          const { generation, resourceVersion, managedFields = [] } = metadata as ServedMetadata;
          const byFlux = managedFields.filter(
            (entry) => (entry as { manager: string }).manager === 'kustomize-controller',
          );
          // Controllers keep writing the status of some; of what nobody else writes to, nothing at all changes.
          const unchanged = isWrittenByOthers(managedFields) ? {} : { resourceVersion };
          return { kind, name: metadata.name, generation, byFlux, ...unchanged };
        }),
      );
    const before = await generations();
    expect(before.filter(({ resourceVersion }) => resourceVersion !== undefined).length).toBeGreaterThan(5);
    await sync();
    expect(await generations()).toEqual(before);
    expect(Field.root(await cluster.get(web)).at('spec', 'replicas').number).toBe(4);
    const settings = named('v1', 'ConfigMap', 'settings', 'stock');
    await cluster.patch(settings, 'merge-patch+json', { data: { a: '2' } });
    await sync();
    expect(Field.root(await cluster.get(settings)).at('data', 'a').text).toBe('1');

    write({ stock: false });
    await sync();
    await cluster.server.eventually('the settings of stock are pruned', async () => !(await exists(settings)));
    expect(await exists(named('v1', 'Namespace', 'stock'))).toBe(true);
    expect(await exists(named('v1', 'PersistentVolumeClaim', 'orders', 'stock'))).toBe(true);
    expect(await exists(web)).toBe(true);

    for (const each of await kustomizations()) await cluster.remove(each);
    await cluster.server.eventually('no Kustomization is left', kustomizations, (left) => left.length === 0);
  });
});

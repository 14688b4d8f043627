import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { argoRollouts, Cluster, ClusterChart, Environment, Fleet, flux, istio, Port, WebService } from '../../../lib';
import { Field } from '../../../lib/manifest/objects/field';
import { describeProduct } from './describe-product';
import { kustomizeController } from './kustomize-controller';
import { ServedSource } from './served-source';
import { isApplied, named, objectsBelow } from './synced-by-flux';

/** A catalog whose requests a Rollout shares by weights of its route. */
function shop(outdir: string, timeout?: Duration): Fleet {
  const cluster = new Cluster('dev-1', {
    environment: new Environment('dev'),
    kubernetesVersion: '1.34',
    mesh: istio({ version: '1.30' }),
    delivery: argoRollouts({ version: '1.9' }),
    gitOps: flux({
      version: '2.9',
      repository: { url: 'https://git.example/platform', revision: 'main', path: 'dist' },
    }),
  });
  return new Fleet({ clusters: [cluster], outdir, report: false }).deploy((scope) => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    const common = { image: 'example.com/web:1', port: Port.http(8080) };
    const web = new WebService(chart, 'web', common);
    const catalog = new WebService(chart, 'catalog', {
      ...common,
      rollout: { strategy: 'canary', steps: [{ weight: 20, pause: 'manual' }] },
    });
    web.connections.allowTo(catalog);
    if (timeout !== undefined) catalog.traffic.set({ timeout });
  });
}

// The test stands in for Argo Rollouts: it writes what that writes, and says that all is well.
const controller = { ...kustomizeController, definitions: ['flux', 'argo-rollouts', 'istio'] };

describeProduct('what a Rollout decides, under Flux', controller, (cluster) => {
  const root = mkdtempSync(join(tmpdir(), 'flux-'));
  const outdir = join(root, 'dist');
  const route = named('networking.istio.io/v1', 'VirtualService', 'catalog', 'shop');
  let source: ServedSource;

  beforeAll(async () => {
    source = await ServedSource.start();
  });

  afterAll(async () => {
    await source.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const publish = (timeout?: Duration) => {
    shop(outdir, timeout).synth({ environments: [], clusters: [] });
    return source.publish(
      cluster,
      named('source.toolkit.fluxcd.io/v1', 'GitRepository', 'dev-1--sync', 'flux-system'),
      root,
      'dist',
    );
  };
  const kustomizations = () => cluster.list('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'flux-system');
  const allOf = (revision: string) =>
    cluster.server.eventually(`all of ${revision} is applied`, kustomizations, isApplied(revision));

  async function routed(): Promise<object> {
    const [http] = Field.root(await cluster.get(route))
      .at('spec', 'http')
      .items();
    const weights = http?.at('route').items() ?? [];
    return { timeout: http?.at('timeout').text, weights: weights.map((each) => each.at('weight').number ?? 0) };
  }

  test('stays as it is live, and every other change of its route arrives', async () => {
    await cluster.addNodes();
    shop(outdir).synth({ environments: [], clusters: [] });
    await cluster.create(named('v1', 'Namespace', 'flux-system'));
    for (const object of objectsBelow(join(outdir, 'dev/dev-1/flux-system'))) await cluster.create(object);
    const first = await publish();
    await cluster.server.eventually('the route is there', () =>
      cluster.get(route).then(
        () => true,
        () => false,
      ),
    );
    const rollout = named('argoproj.io/v1alpha1', 'Rollout', 'catalog', 'shop');
    await cluster.patch(rollout, 'merge-patch+json', { status: { phase: 'Healthy' } }, '/status');
    await allOf(first);
    expect(await routed()).toEqual({ timeout: undefined, weights: [100, 0] });

    await cluster.patch(route, 'json-patch+json', [
      { op: 'replace', path: '/spec/http/0/route/0/weight', value: 80 },
      { op: 'replace', path: '/spec/http/0/route/1/weight', value: 20 },
    ]);
    await allOf(await publish());
    expect(await routed()).toEqual({ timeout: undefined, weights: [80, 20] });

    await allOf(await publish(Duration.seconds(2)));
    expect(await routed()).toEqual({ timeout: '2s', weights: [80, 20] });

    for (const each of await kustomizations()) await cluster.remove(each);
    await cluster.server.eventually('no Kustomization is left', kustomizations, (left) => left.length === 0);
  });
});

import { ApiObject } from 'cdk8s';
import {
  allChecks,
  argoCd,
  ClusterChart,
  configSync,
  Fleet,
  flux,
  rancherFleet,
  runChecks,
  type ClusterScope,
  type GitOpsFacts,
} from '../../lib';
import { Field } from '../../lib/manifest/objects/field';
import { exampleCluster } from '../example-fleet';
import { sharedCatalog } from '../schema/shared-definitions';
import { describeWithShared } from '../shared-folder';
import { fleetOf, renderUnder, repository } from './example-tree';

const engines: readonly (readonly [string, GitOpsFacts])[] = [
  ['Argo CD', argoCd({ repository })],
  ['Flux', flux({ repository })],
  ['Config Sync', configSync({ repository })],
  ['Rancher Fleet', rancherFleet({ repository })],
];

/** Folders that the objects of an engine sync, in the tree of the shop. */
function syncedFolders(gitOps: GitOpsFacts): readonly string[] {
  const { ofKind } = renderUnder(gitOps);
  const objects = ['Application', 'Kustomization', 'RootSync'].flatMap(ofKind);
  const repositories = ofKind('GitRepo').flatMap((object) => Field.root(object).at('spec', 'paths').items());
  return [
    ...objects.map((object) => /"(?:path|dir)":"(?:\.\/)?([^"]+)"/.exec(JSON.stringify(object.spec))?.[1] ?? ''),
    ...repositories.map(({ text = '' }) => text),
  ];
}

describe.each(engines)('%s', (_, gitOps) => {
  test('syncs every folder of the tree once', () => {
    const folders = syncedFolders(gitOps);
    const { manifests } = fleetOf(gitOps).render('prod-euw1');
    const own = gitOps.engine === 'config-sync' ? ['config-management-system'] : [];
    const wanted = new Set(manifests.map(({ manifest }) => manifest.metadata.namespace ?? '_cluster'));
    for (const folder of own) wanted.delete(folder);
    expect([...folders].sort()).toEqual([...wanted].map((folder) => `dist/prod/prod-euw1/${folder}`).sort());
  });

  test('keeps what holds data, and nothing else', () => {
    const { named } = renderUnder(gitOps);
    const marks = (kind: string, name: string) => Object.keys(named(kind, name)?.metadata.annotations ?? {});
    const mark = marks('PersistentVolumeClaim', 'orders');
    expect(mark).toHaveLength(1);
    expect(marks('Namespace', 'shop')).toEqual(mark);
    expect(marks('Deployment', 'cart')).toEqual([]);
  });

  test('gives a tree that all checks accept', () => {
    const { findings } = fleetOf(gitOps).check('prod-euw1');
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('puts nothing on an object by which engines know what they have synced', () => {
    const { manifests } = fleetOf(gitOps).render('prod-euw1');
    const keys = manifests.flatMap(({ manifest: { metadata } }) => [
      ...Object.keys(metadata.labels ?? {}),
      ...Object.keys(metadata.annotations ?? {}),
    ]);
    const tracking =
      /^(argocd\.argoproj\.io\/(tracking-id|instance)|kustomize\.toolkit\.fluxcd\.io\/(name|namespace)|config\.k8s\.io\/owning-inventory|configmanagement\.gke\.io\/|objectset\.rio\.cattle\.io\/|meta\.helm\.sh\/)/;
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => tracking.test(key))).toEqual([]);
  });

  test('leaves alone what the author of an object wrote on it', () => {
    const { named } = renderUnder(gitOps, (scope) => {
      const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
      const [key = ''] = Object.keys(renderUnder(gitOps).named('Namespace', 'shop')?.metadata.annotations ?? {});
      new ApiObject(chart, 'orders', {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { annotations: { [key]: 'own' } },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      });
    });
    expect(Object.values(named('PersistentVolumeClaim', 'orders')?.metadata.annotations ?? {})).toEqual(['own']);
  });

  test('refuses charts that wait for each other', () => {
    const { findings } = renderUnder(gitOps, (scope) => {
      const [one, other] = twoCharts(scope);
      one.addDependency(other);
      other.addDependency(one);
    });
    expect(findings.map(({ message }) => message)).toContain(
      'Forbidden: folders wait for each other in a circle: prod-euw1-one after prod-euw1-other after prod-euw1-one',
    );
  });
});

function twoCharts(scope: ClusterScope): readonly [ClusterChart, ClusterChart] {
  const chart = (name: string) => {
    const made = new ClusterChart(scope, name, { namespace: name });
    new ApiObject(made, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } });
    return made;
  };
  return [chart('one'), chart('other')];
}

describe('a chart that depends on another one', () => {
  const deploy = (scope: ClusterScope): void => {
    const [one, other] = twoCharts(scope);
    one.addDependency(other);
  };

  test('is a later wave of Argo CD', () => {
    const { ofKind } = renderUnder(argoCd({ repository }), deploy);
    const waves: Record<string, string | undefined> = Object.fromEntries(
      ofKind('Application').map(({ metadata }) => [
        metadata.name ?? '',
        metadata.annotations?.['argocd.argoproj.io/sync-wave'],
      ]),
    );
    expect(waves).toEqual({
      'prod-euw1--cluster': '0',
      'prod-euw1--sync': undefined,
      'prod-euw1-one': '2',
      'prod-euw1-other': '1',
    });
  });

  test('is a dependsOn of Flux', () => {
    const { named } = renderUnder(flux({ repository }), deploy);
    expect(named('Kustomization', 'prod-euw1-one')?.spec).toEqual(
      expect.objectContaining({
        dependsOn: [{ name: 'prod-euw1--cluster' }, { name: 'prod-euw1-other' }],
        wait: true,
      }),
    );
  });
});

test('forty charts that each depend on all before them are as many waves, at once', () => {
  const { ofKind } = renderUnder(argoCd({ repository }), (scope) => {
    const charts: ClusterChart[] = [];
    for (let index = 0; index < 40; index += 1) {
      const chart = new ClusterChart(scope, `c${index}`, { namespace: `c${index}` });
      new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } });
      if (charts.length > 0) chart.addDependency(...charts);
      charts.push(chart);
    }
  });
  const waves = ofKind('Application').map(({ metadata }) => metadata.annotations?.['argocd.argoproj.io/sync-wave']);
  expect(new Set(waves).size).toBe(42);
});

describe('an object that depends on another one of its folder', () => {
  const deploy = (scope: ClusterScope): void => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    const settings = new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } });
    new ApiObject(chart, 'later', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } }).addDependency(settings);
  };

  test('is a later wave of Argo CD', () => {
    const { named } = renderUnder(argoCd({ repository }), deploy);
    expect(named('ConfigMap', 'later')?.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '1' });
    expect(named('ConfigMap', 'settings')?.metadata.annotations).toBeUndefined();
  });

  test('is refused under Flux, which applies a folder at once', () => {
    const { findings } = renderUnder(flux({ repository }), deploy);
    expect(findings).toMatchObject([{ id: 'valid-sync-order', severity: 'error', object: { name: 'later' } }]);
  });
});

test('Argo CD may apply the kinds that a folder has, into its namespace, and no others', () => {
  const { named } = renderUnder(argoCd({ repository }));
  expect(named('AppProject', 'prod-euw1-shop')?.spec).toMatchObject({
    sourceRepos: [repository.url],
    destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'shop' }],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: expect.arrayContaining([{ group: 'apps', kind: 'Deployment' }]) as unknown,
  });
  expect(named('AppProject', 'prod-euw1--cluster')?.spec).toMatchObject({
    clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    namespaceResourceWhitelist: [],
  });
});

test.each([
  ['main', { branch: 'main' }],
  ['v1.4.0', { tag: 'v1.4.0' }],
  ['0123456789abcdef0123456789abcdef01234567', { commit: '0123456789abcdef0123456789abcdef01234567' }],
])('Flux follows %s as what it is', (revision, ref) => {
  const { named } = renderUnder(flux({ repository: { ...repository, revision } }));
  expect(named('GitRepository', 'prod-euw1--sync')?.spec).toMatchObject({ ref });
});

test.each([
  [{ ...repository, url: 'platform' }, /gitOps\.repository\.url[^]*Invalid value: "platform"/],
  [{ ...repository, path: '../dist' }, /gitOps\.repository\.path[^]*Invalid value: "\.\.\/dist"/],
  [{ ...repository, branch: 'main' }, /gitOps\.repository\.branch[^]*nknown field/],
])('a repository that cannot be is refused: %j', (given, message) => {
  expect(() => fleetOf(argoCd({ repository: given }))).toThrow(message);
});

test('a fleet whose trees are elsewhere in the repository is refused', () => {
  const { clusters } = fleetOf(argoCd({ repository }));
  expect(() => new Fleet({ clusters, name: 'shop' })).toThrow('write "dist/shop"');
  expect(() => new Fleet({ clusters, layout: 'file-per-chart' })).toThrow('leave layout out');
});

describeWithShared('the upstream definitions', () => {
  test.each(engines)('accept every object of %s', (_, gitOps) => {
    const { manifests } = fleetOf(gitOps).render('prod-euw1');
    const own = manifests.filter(({ chart }) => chart === 'gitops');
    const { findings } = runChecks({
      manifests: own,
      cluster: exampleCluster(),
      schemas: sharedCatalog('argo-cd', 'flux', 'config-sync', 'rancher-fleet'),
      checks: allChecks.filter(({ id }) => ['valid-schema', 'require-definition', 'valid-rules'].includes(id)),
    });
    expect(own.length).toBeGreaterThan(0);
    expect(findings).toEqual([]);
  });
});

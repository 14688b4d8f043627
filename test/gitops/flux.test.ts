import { ApiObject } from 'cdk8s';
import { allChecks, Cluster, ClusterChart, Environment, flux, runChecks, type FluxOptions } from '../../lib';
import { HelmRelease, type HelmReleaseProps } from '../../lib/sources';
import { exampleCluster } from '../example-fleet';
import { sharedCatalog } from '../schema/shared-definitions';
import { describeWithShared } from '../shared-folder';
import { argoCd } from '../../lib';
import { deployShop, renderUnder, repository } from './example-tree';

const artifact = { url: 'oci://ghcr.io/acme/trees', reference: 'main' } as const;

test('the tree comes from an artifact where one is said, and from nothing else', () => {
  const { named, ofKind } = renderUnder(
    flux({ repository, artifact: { ...artifact, provider: 'aws', verify: { provider: 'cosign' } } }),
  );
  expect(ofKind('GitRepository')).toEqual([]);
  expect(named('OCIRepository', 'prod-euw1--sync')?.spec).toEqual({
    url: 'oci://ghcr.io/acme/trees',
    ref: { tag: 'main' },
    interval: '1m',
    timeout: '1m',
    ignore: '/*\n!/dist\n/dist/*\n!/dist/prod\n/dist/prod/*\n!/dist/prod/prod-euw1\n',
    provider: 'aws',
    verify: { provider: 'cosign' },
  });
  for (const each of ofKind('Kustomization'))
    expect(each.spec).toMatchObject({ sourceRef: { kind: 'OCIRepository', name: 'prod-euw1--sync' } });
});

test('an artifact is pinned by its digest', () => {
  const reference = `sha256:${'0'.repeat(64)}`;
  const { named } = renderUnder(flux({ repository, artifact: { ...artifact, reference } }));
  expect(named('OCIRepository', 'prod-euw1--sync')?.spec).toMatchObject({ ref: { digest: reference } });
});

describe('the health of custom resources', () => {
  const deploy = (scope: Parameters<typeof deployShop>[0]) => {
    deployShop(scope);
    const chart = new ClusterChart(scope, 'accounts', { namespace: 'accounts' });
    new ApiObject(chart, 'db', { apiVersion: 'acid.zalan.do/v1', kind: 'postgresql', metadata: { name: 'acme-db' } });
  };
  const checksOf = (options: Partial<FluxOptions>, name: string) => {
    const { named } = renderUnder(flux({ repository, ...options }), deploy);
    return (named('Kustomization', name)?.spec as { healthCheckExprs?: object[] }).healthCheckExprs;
  };

  test('is told by what a known kind reports, where there is one', () => {
    expect(checksOf({}, 'prod-euw1-accounts')).toEqual([
      {
        apiVersion: 'acid.zalan.do/v1',
        kind: 'postgresql',
        current: "has(status.PostgresClusterStatus) && status.PostgresClusterStatus in ['Running']",
        failed:
          "has(status.PostgresClusterStatus) && status.PostgresClusterStatus in ['CreateFailed','UpdateFailed','SyncFailed','Invalid']",
      },
    ]);
    expect(checksOf({}, 'prod-euw1-shop')).toBeUndefined();
  });

  test('is told as users say of a kind', () => {
    const own = { apiVersion: 'acid.zalan.do/v1', kind: 'postgresql', current: 'true' };
    const other = { apiVersion: 'acme.example/v1', kind: 'Queue', current: 'status.ok' };
    expect(checksOf({ healthChecks: [own, other] }, 'prod-euw1-accounts')).toEqual([own]);
  });
});

function releaseUnder(
  gitOps: ReturnType<typeof flux> | ReturnType<typeof argoCd>,
  props: Partial<HelmReleaseProps> = {},
) {
  return renderUnder(gitOps, (scope) => {
    const chart = new ClusterChart(scope, 'cache', { namespace: 'cache' });
    const common = new HelmRelease(chart, 'common', {
      chart: 'oci://registry.example/charts/common',
      version: '2.0.0',
    });
    new HelmRelease(chart, 'redis', {
      repository: 'https://charts.example',
      chart: 'redis',
      version: '1.2.3',
      values: { auth: { enabled: true } },
      valuesFrom: [{ secret: 'redis', key: 'password', target: 'auth.password' }],
      after: [common],
      ...props,
    });
  });
}

describe('a release of Helm', () => {
  test('has its chart from a repository, and corrects drift', () => {
    const { named } = releaseUnder(flux({ repository }));
    expect(named('HelmRepository', 'redis')?.spec).toEqual({ url: 'https://charts.example', interval: '10m' });
    expect(named('HelmRelease', 'redis')?.spec).toEqual({
      interval: '10m',
      timeout: '5m',
      releaseName: 'redis',
      chart: { spec: { chart: 'redis', version: '1.2.3', sourceRef: { kind: 'HelmRepository', name: 'redis' } } },
      install: { crds: 'CreateReplace', remediation: { retries: 3 } },
      upgrade: { crds: 'CreateReplace', remediation: { retries: 3, remediateLastFailure: true } },
      driftDetection: { mode: 'enabled' },
      dependsOn: [{ name: 'common', namespace: 'cache' }],
      values: { auth: { enabled: true } },
      valuesFrom: [{ kind: 'Secret', name: 'redis', valuesKey: 'password', targetPath: 'auth.password' }],
    });
  });

  test('has its chart from a registry, at one version', () => {
    const { named } = releaseUnder(flux({ repository }));
    expect(named('OCIRepository', 'common')?.spec).toMatchObject({
      ref: { tag: '2.0.0' },
      layerSelector: { operation: 'copy' },
    });
    expect(named('HelmRelease', 'common')?.spec).toMatchObject({ chartRef: { kind: 'OCIRepository', name: 'common' } });
  });

  test.each<[string, unknown, RegExp]>([
    ['a range of versions', { version: '1.x' }, /version[^]*must be one version/],
    ['a chart by name and no repository', { repository: undefined }, /repository[^]*Required value: "redis" is a name/],
    ['an artifact with a repository', { chart: 'oci://r.example/c' }, /repository[^]*chart says where it is/],
    ['values from two places at once', { valuesFrom: [{ secret: 'a', configMap: 'b' }] }, /exclude each other/],
    ['another one by its name', { after: ['common'] }, /after\[0\][^]*must be a HelmRelease/],
    ['a mistyped field', { reposiory: 'https://charts.example' }, /reposiory[^]*repository/],
  ])('with %s is refused', (_, props, message) => {
    expect(() => releaseUnder(flux({ repository }), props as Partial<HelmReleaseProps>)).toThrow(message);
  });

  test('is refused where Flux does not run', () => {
    expect(() => releaseUnder(argoCd({ repository }))).toThrow(
      /only Flux installs it, and argo-cd syncs prod-euw1[^]*use HelmChart/,
    );
  });
});

test.each<[string, unknown, RegExp]>([
  ['an artifact without a scheme', { artifact: { ...artifact, url: 'ghcr.io/acme' } }, /gitOps\.artifact\.url[^]*oci:/],
  [
    'an artifact with its tag in the address',
    { artifact: { url: 'oci://a/b@sha256:0', reference: 'x' } },
    /artifact\.url/,
  ],
  ['an unknown provider', { artifact: { ...artifact, provider: 'azzure' } }, /artifact\.provider[^]*write "azure"/],
  [
    'a health check without an expression',
    { healthChecks: [{ apiVersion: 'a/v1', kind: 'B' }] },
    /healthChecks\[0\]\.current[^]*Required/,
  ],
  ['health checks that are no list', { healthChecks: {} }, /gitOps\.healthChecks/],
])('%s is refused', (_, more, message) => {
  const make = () =>
    new Cluster('dev-1', {
      environment: new Environment('dev'),
      kubernetesVersion: '1.34',
      gitOps: flux({ repository, ...(more as object) }),
    });
  expect(make).toThrow(message);
});

describeWithShared('the upstream definitions', () => {
  test('accept an artifact, health checks and releases', () => {
    const { manifests } = [renderUnder(flux({ repository, artifact })), releaseUnder(flux({ repository }))]
      .map(({ ofKind }) => ['OCIRepository', 'HelmRepository', 'HelmRelease', 'Kustomization'].flatMap(ofKind))
      .reduce((all, some) => ({ manifests: [...all.manifests, ...some] }), {
        manifests: [] as ReturnType<ReturnType<typeof renderUnder>['ofKind']>[number][],
      });
    const { findings } = runChecks({
      manifests: manifests.map((manifest) => ({ manifest, origin: '', chart: '' })),
      cluster: exampleCluster(),
      schemas: sharedCatalog('flux'),
      checks: allChecks.filter(({ id }) => ['valid-schema', 'require-definition', 'valid-rules'].includes(id)),
    });
    expect(manifests.length).toBeGreaterThan(7);
    expect(findings).toEqual([]);
  });
});

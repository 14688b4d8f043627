import {
  allChecks,
  argoCd,
  Cluster,
  configSync,
  Environment,
  flux,
  rancherFleet,
  runChecks,
  Tenant,
  type GitOpsFacts,
} from '../../lib';
import type { ClusterScope } from '../../lib';
import { exampleCluster } from '../example-fleet';
import { sharedCatalog } from '../schema/shared-definitions';
import { describeWithShared } from '../shared-folder';
import { renderUnder, repository } from './example-tree';

const team = { url: 'https://git.example/shop', revision: 'main', path: 'deploy' } as const;
const teams = [{ namespace: 'shop', repository: team }] as const;
const deploy = (scope: ClusterScope): void => {
  new Tenant(scope, 'shop', { team: 'shop' });
};
const engines: readonly (readonly [string, GitOpsFacts])[] = [
  ['Argo CD', argoCd({ repository, teams })],
  ['Flux', flux({ repository, teams })],
  ['Config Sync', configSync({ repository, teams })],
  ['Rancher Fleet', rancherFleet({ repository, teams })],
];

describe('the repository of a team', () => {
  test('is applied by Argo CD as its account, into its namespace, without quotas', () => {
    const { named } = renderUnder(argoCd({ repository, teams }), deploy);
    const server = 'https://kubernetes.default.svc';
    expect(named('AppProject', 'prod-euw1--team-shop')?.spec).toEqual({
      sourceRepos: [team.url],
      destinations: [{ server, namespace: 'shop' }],
      clusterResourceWhitelist: [],
      namespaceResourceBlacklist: [
        { group: '', kind: 'LimitRange' },
        { group: '', kind: 'ResourceQuota' },
      ],
      destinationServiceAccounts: [{ server, namespace: 'shop', defaultServiceAccount: 'deployer' }],
    });
    const application = named('Application', 'prod-euw1--team-shop');
    expect(application?.spec).toMatchObject({ source: { repoURL: team.url, path: 'deploy' } });
    expect(application?.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '2' });
  });

  test('is applied by Flux as its account, from its namespace', () => {
    const { ofKind } = renderUnder(flux({ repository, teams }), deploy);
    const own = (kind: string) => ofKind(kind).find(({ metadata }) => metadata.namespace === 'shop');
    expect(own('GitRepository')?.spec).toMatchObject({ url: team.url, ref: { branch: 'main' } });
    expect(own('Kustomization')).toMatchObject({
      metadata: { name: 'prod-euw1--team-shop' },
      spec: { path: './deploy', serviceAccountName: 'deployer', targetNamespace: 'shop', prune: true },
    });
  });

  test('is a RepoSync of Config Sync, whose account may edit the namespace', () => {
    const { named } = renderUnder(configSync({ repository, teams }), deploy);
    expect(named('RepoSync', 'repo-sync')).toMatchObject({
      metadata: { namespace: 'shop' },
      spec: { sourceFormat: 'unstructured', git: { repo: team.url, dir: 'deploy', auth: 'none' } },
    });
    expect(named('RoleBinding', 'repo-sync-edit')).toMatchObject({
      roleRef: { kind: 'ClusterRole', name: 'edit' },
      subjects: [{ name: 'ns-reconciler-shop', namespace: 'config-management-system' }],
    });
  });

  test('is kept to its namespace by Rancher Fleet', () => {
    const { named } = renderUnder(rancherFleet({ repository, teams }), deploy);
    expect(named('GitRepo', 'prod-euw1--team-shop')?.spec).toMatchObject({
      repo: team.url,
      paths: ['deploy'],
      targetNamespace: 'shop',
      targets: [{ name: 'prod-euw1', clusterName: 'local' }],
    });
  });
});

test.each(engines)('%s has a tree that all checks accept', (_, gitOps) => {
  const { findings } = renderUnder(gitOps, deploy);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test.each(engines)('%s does not sync into a namespace that is not in the tree', (_, gitOps) => {
  const { findings } = renderUnder(gitOps, () => undefined);
  expect(findings).toMatchObject([
    {
      id: 'valid-team-repository',
      path: 'gitOps.teams[0].namespace',
      message: expect.stringContaining('Not found: "shop"') as unknown,
    },
  ]);
});

test('an account that is not in the tree is refused', () => {
  const wrong = [{ namespace: 'shop', repository: team, serviceAccount: 'deploier' }];
  for (const gitOps of [argoCd({ repository, teams: wrong }), flux({ repository, teams: wrong })])
    expect(renderUnder(gitOps, deploy).findings.map(({ message }) => message)).toEqual([
      'Not found: "deploier": the namespace "shop" has no such ServiceAccount in the tree',
    ]);
});

test.each<[string, unknown, RegExp]>([
  ['no list', { teams: 'shop' }, /gitOps\.teams/],
  ['without a repository', { teams: [{ namespace: 'shop' }] }, /gitOps\.teams\[0\]\.repository/],
  ['with a namespace that is none', { teams: [{ namespace: 'Shop', repository: team }] }, /teams\[0\]\.namespace/],
  ['twice for one namespace', { teams: [...teams, ...teams] }, /teams\[1\]\.namespace[^]*Duplicate value: "shop"/],
])('repositories of teams that are given %s are refused', (_, more, message) => {
  for (const make of [argoCd, flux, configSync, rancherFleet])
    expect(
      () =>
        new Cluster('dev-1', {
          environment: new Environment('dev'),
          kubernetesVersion: '1.34',
          gitOps: make({ repository, ...(more as object) }),
        }),
    ).toThrow(message);
});

describeWithShared('the upstream definitions', () => {
  test.each(engines)('accept what %s syncs them with', (_, gitOps) => {
    const { ofKind } = renderUnder(gitOps, deploy);
    const kinds = ['Application', 'AppProject', 'GitRepository', 'Kustomization', 'RepoSync', 'GitRepo'];
    const { findings } = runChecks({
      manifests: kinds.flatMap(ofKind).map((manifest) => ({ manifest, origin: '', chart: '' })),
      cluster: exampleCluster(),
      schemas: sharedCatalog('argo-cd', 'flux', 'config-sync', 'rancher-fleet'),
      checks: allChecks.filter(({ id }) => ['valid-schema', 'require-definition', 'valid-rules'].includes(id)),
    });
    expect(findings).toEqual([]);
  });
});

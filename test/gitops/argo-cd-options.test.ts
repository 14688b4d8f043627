import { Duration } from 'cdk8s';
import { allChecks, argoCd, Cluster, Environment, runChecks, type ArgoCdOptions } from '../../lib';
import { exampleCluster } from '../example-fleet';
import { sharedCatalog } from '../schema/shared-definitions';
import { describeWithShared } from '../shared-folder';
import { renderUnder, repository } from './example-tree';

const full: ArgoCdOptions = {
  repository,
  hydrateTo: { branch: 'env/prod', stagingBranch: 'env/prod-next' },
  syncWindows: [
    { kind: 'deny', schedule: '0 22 * * *', duration: Duration.hours(8), timeZone: 'Europe/Berlin', manualSync: true },
    { kind: 'allow', schedule: '0 8 * * 1-5', duration: Duration.minutes(90), namespaces: ['shop'] },
  ],
  notifications: {
    subscriptions: [
      { trigger: 'on-sync-failed', service: 'slack', recipients: ['platform'] },
      { trigger: 'on-sync-failed', service: 'slack', recipients: ['shop', 'platform'] },
    ],
    services: { slack: { token: '$slack-token' } },
    triggers: { 'on-sync-failed': [{ when: "app.status.operationState.phase in ['Failed']", send: ['failed'] }] },
    templates: { failed: { message: '{{.app.metadata.name}} failed' } },
  },
};

test('the Source Hydrator takes what is committed, and Argo CD syncs what it writes', () => {
  const { named } = renderUnder(argoCd(full));
  const spec = named('Application', 'prod-euw1-shop')?.spec;
  expect(spec).toMatchObject({
    sourceHydrator: {
      drySource: { repoURL: repository.url, targetRevision: 'main', path: 'dist/prod/prod-euw1/shop' },
      syncSource: { targetBranch: 'env/prod', path: 'dist/prod/prod-euw1/shop' },
      hydrateTo: { targetBranch: 'env/prod-next' },
    },
  });
  expect(spec).not.toHaveProperty('source');
  expect(named('Application', 'prod-euw1--sync')?.spec).toHaveProperty('source');
});

test('a window holds for all projects but the root, or for those of its namespaces', () => {
  const { named } = renderUnder(argoCd(full));
  const windows = (name: string) => (named('AppProject', name)?.spec as { syncWindows?: object[] }).syncWindows;
  const night = {
    kind: 'deny',
    schedule: '0 22 * * *',
    duration: '8h0m0s',
    timeZone: 'Europe/Berlin',
    manualSync: true,
    applications: ['*'],
  };
  expect(windows('prod-euw1--cluster')).toEqual([night]);
  expect(windows('prod-euw1-shop')).toEqual([
    night,
    { kind: 'allow', schedule: '0 8 * * 1-5', duration: '1h30m0s', applications: ['*'] },
  ]);
  expect(windows('prod-euw1--sync')).toBeUndefined();
});

test('subscribers are annotations of every Application, and what is sent is in one ConfigMap', () => {
  const { named, ofKind } = renderUnder(argoCd(full));
  for (const { metadata } of ofKind('Application'))
    expect(metadata.annotations).toMatchObject({
      'notifications.argoproj.io/subscribe.on-sync-failed.slack': 'platform;shop',
    });
  const config = named('ConfigMap', 'argocd-notifications-cm');
  expect(Object.keys(config?.data ?? {})).toEqual(['service.slack', 'template.failed', 'trigger.on-sync-failed']);
  expect(named('AppProject', 'prod-euw1--sync')?.spec).toMatchObject({
    namespaceResourceWhitelist: expect.arrayContaining([{ group: '', kind: 'ConfigMap' }]) as unknown,
  });
  const { subscriptions = [] } = full.notifications ?? {};
  const alone = renderUnder(argoCd({ repository, notifications: { subscriptions } }));
  expect(alone.named('ConfigMap', 'argocd-notifications-cm')).toBeUndefined();
});

test('an inventory says of Argo CD what its program says', () => {
  const facts = argoCd(full);
  expect(argoCd(JSON.parse(JSON.stringify(facts)) as typeof facts)).toEqual(facts);
});

const window = { kind: 'deny', schedule: '0 22 * * *', duration: Duration.hours(8) } as const;
const { subscriptions = [], ...config } = full.notifications ?? {};
test.each<[string, unknown, RegExp]>([
  ['no list of windows', { syncWindows: 'night' }, /gitOps\.syncWindows\[0\]/],
  ['a window that is null', { syncWindows: [null] }, /gitOps\.syncWindows\[0\]\.kind/],
  ['a mistyped kind', { syncWindows: [{ ...window, kind: 'deni' }] }, /syncWindows\[0\]\.kind[^]*write "deny"/],
  ['a schedule of six fields', { syncWindows: [{ ...window, schedule: '0 0 22 * * *' }] }, /expected exactly 5 fields/],
  ['@daily', { syncWindows: [{ ...window, schedule: '@daily' }] }, /Invalid value: "@daily": expected exactly 5/],
  [
    'a duration without a unit',
    { syncWindows: [{ ...window, duration: 8 }] },
    /syncWindows\[0\]\.duration[^]*Duration/,
  ],
  ['a window of no length', { syncWindows: [{ ...window, duration: Duration.seconds(0) }] }, /at least a second/],
  ['a zone that is none', { syncWindows: [{ ...window, timeZone: 'Europe/Berln' }] }, /write "Europe\/Berlin"/],
  [
    'a revision that git has none of',
    { repository: { ...repository, revision: 'main branch' } },
    /repository\.revision/,
  ],
  ['no revision', { repository: { ...repository, revision: '' } }, /repository\.revision/],
  ['a branch that is no text', { hydrateTo: { branch: 7 } }, /gitOps\.hydrateTo\.branch/],
  [
    'an unknown trigger',
    {
      notifications: { ...config, subscriptions: [{ trigger: 'on-sync-faild', service: 'slack', recipients: ['a'] }] },
    },
    /subscriptions\[0\]\.trigger[^]*write "on-sync-failed"/,
  ],
  [
    'an unknown template',
    {
      notifications: { ...config, subscriptions, triggers: { 'on-sync-failed': [{ when: 'true', send: ['faild'] }] } },
    },
    /triggers\.on-sync-failed\[0\]\.send\[0\][^]*write "failed"/,
  ],
  [
    'a token in the program',
    { notifications: { ...config, subscriptions, services: { slack: { token: 'xoxb-1' } } } },
    /services\.slack\.token[^]*Forbidden[^]*"\$token"/,
  ],
  [
    'a recipient with a semicolon',
    { notifications: { subscriptions: [{ trigger: 'a', service: 'b', recipients: ['c;d'] }] } },
    /recipients\[0\]/,
  ],
])('%s is refused', (_, more, message) => {
  const make = () =>
    new Cluster('dev-1', {
      environment: new Environment('dev'),
      kubernetesVersion: '1.34',
      gitOps: argoCd({ repository, ...(more as object) }),
    });
  expect(make).toThrow(message);
});

describeWithShared('the upstream definitions', () => {
  test('accept every object', () => {
    const { ofKind } = renderUnder(argoCd(full));
    const { findings } = runChecks({
      manifests: ['Application', 'AppProject'].flatMap(ofKind).map((manifest) => ({ manifest, origin: '', chart: '' })),
      cluster: exampleCluster(),
      schemas: sharedCatalog('argo-cd'),
      checks: allChecks.filter(({ id }) => ['valid-schema', 'require-definition', 'valid-rules'].includes(id)),
    });
    expect(findings).toEqual([]);
  });
});

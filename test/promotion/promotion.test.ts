import { Duration } from 'cdk8s';
import {
  allChecks,
  argoCd,
  Cluster,
  configSync,
  Environment,
  Fleet,
  flux,
  rancherFleet,
  runChecks,
  type GitOpsFacts,
} from '../../lib';
import { Promotion, type PromotionProps, type PromotionWave } from '../../lib/promotion';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { exampleCluster } from '../example-fleet';
import { sharedCatalog } from '../schema/shared-definitions';
import { describeWithShared } from '../shared-folder';

const repository = { url: 'https://git.example/platform', revision: 'main', path: 'dist' } as const;
const prod = new Environment('prod', { tier: 'production' });
const following = (revision: string) => ({ ...repository, revision });
const clusterOf = (name: string, gitOps?: GitOpsFacts) =>
  new Cluster(name, { environment: prod, kubernetesVersion: '1.34', ...(gitOps === undefined ? {} : { gitOps }) });

const hub = clusterOf('hub-1', argoCd({ repository }));
const canary = clusterOf('canary', flux({ repository: following('wave/canary') }));
const rest = [
  clusterOf('one', argoCd({ repository: following('wave/rest') })),
  clusterOf('two', configSync({ repository: following('wave/rest') })),
  clusterOf('three', rancherFleet({ repository: following('wave/rest') })),
];
const waves: readonly [PromotionWave, PromotionWave] = [
  { name: 'canary', clusters: [canary], soak: Duration.minutes(90), gate: ['error-rate'] },
  { name: 'rest', clusters: rest, automatic: false },
];

function render(props: Partial<PromotionProps> = {}) {
  const fleet = new Fleet({ clusters: [hub, canary, ...rest] }).deploy((scope) => {
    if (Cluster.of(scope) === hub) new Promotion(scope, 'platform', { repository, waves, ...props });
  });
  return fleet.render('hub-1').manifests.map(({ manifest }) => manifest);
}

const named = (kind: string, name: string): Manifest | undefined =>
  render().find((object) => object.kind === kind && object.metadata.name === name);

describe('a promotion', () => {
  test('is a project of Kargo, in a namespace that it may take over', () => {
    expect(named('Namespace', 'platform')?.metadata.labels).toMatchObject({ 'kargo.akuity.io/project': 'true' });
    expect(named('Project', 'platform')?.metadata.namespace).toBeUndefined();
    expect(named('Warehouse', 'trees')?.spec).toMatchObject({
      subscriptions: [{ git: { repoURL: repository.url, branch: 'main', includePaths: ['dist'] } }],
    });
  });

  test('has a stage for each wave, which takes what the one before had for long enough, and what passed there', () => {
    expect(named('Stage', 'canary')?.spec).toMatchObject({
      requestedFreight: [{ origin: { kind: 'Warehouse', name: 'trees' }, sources: { direct: true } }],
      verification: { analysisTemplates: [{ name: 'error-rate' }] },
    });
    expect(named('Stage', 'rest')?.spec).toMatchObject({
      requestedFreight: [{ sources: { stages: ['canary'], requiredSoakTime: '1h30m0s' } }],
    });
    expect(named('Stage', 'rest')?.spec).not.toHaveProperty('verification');
  });

  test('copies the trees of a commit to the branch of a wave, and nothing else of the repository', () => {
    const commit = '${{ commitFrom("https://git.example/platform").ID }}';
    expect(named('Stage', 'rest')?.spec).toMatchObject({
      promotionTemplate: {
        spec: {
          steps: [
            {
              uses: 'git-clone',
              config: {
                repoURL: repository.url,
                checkout: [
                  { commit, path: './trees' },
                  { branch: 'wave/rest', create: true, path: './branch' },
                ],
              },
            },
            { uses: 'git-clear', config: { path: './branch' } },
            { uses: 'copy', config: { inPath: './trees/dist', outPath: './branch/dist' } },
            { uses: 'git-commit', config: { path: './branch', message: `rest: ${commit}` } },
            { uses: 'git-push', config: { path: './branch' } },
          ],
        },
      },
    });
  });

  test('waits for a person where a wave is not automatic', () => {
    expect(named('ProjectConfig', 'platform')?.spec).toEqual({
      promotionPolicies: [
        { stageSelector: { name: 'canary' }, autoPromotionEnabled: true },
        { stageSelector: { name: 'rest' }, autoPromotionEnabled: false },
      ],
    });
  });
});

const [first] = waves;
test.each<[string, Partial<PromotionProps>, RegExp]>([
  ['without waves', { waves: [] }, /waves/],
  ['with a wave without clusters', { waves: [{ name: 'canary', clusters: [] }] }, /waves\[0\]\.clusters/],
  ['with two waves of one name', { waves: [first, { ...first, branch: 'b' }] }, /waves\[1\]\.name[^]*Duplicate value/],
  [
    'whose wave has the branch that trees are committed to',
    { waves: [{ name: 'all', branch: 'main', clusters: [canary] }] },
    /waves\[0\]\.branch[^]*Duplicate value: "main"/,
  ],
  [
    'with a cluster in two waves',
    { waves: [first, { name: 'rest', clusters: [canary] }] },
    /waves\[1\]\.clusters\[0\][^]*"canary": it is in the wave "canary" already/,
  ],
  [
    'with a cluster that follows another branch',
    { waves: [{ name: 'all', clusters: [canary] }] },
    /its flux follows https:\/\/git\.example\/platform at wave\/canary, and not the branch wave\/all[^]*"revision":"wave\/all"/,
  ],
  [
    'that says of a cluster another wave than the cluster itself',
    {
      waves: [
        {
          name: 'canary',
          clusters: [
            new Cluster('own', {
              environment: prod,
              kubernetesVersion: '1.34',
              gitOps: flux({ repository: following('wave/canary') }),
              wave: { name: 'rest', after: 'canary' },
            }),
          ],
        },
      ],
    },
    /it says itself that it is in the wave "rest", after "canary"[^]*give own wave: \{"name":"canary"\}/,
  ],
  [
    'with a cluster that nothing syncs',
    { waves: [{ name: 'all', clusters: [clusterOf('bare')] }] },
    /Required value: no engine syncs bare/,
  ],
])('a promotion %s is refused', (_, props, message) => {
  expect(() => render(props)).toThrow(message);
});

describeWithShared('the upstream definitions', () => {
  test('accept every object', () => {
    const own = render().filter(({ apiVersion }) => apiVersion.startsWith('kargo.'));
    const { findings } = runChecks({
      manifests: own.map((manifest) => ({ manifest, origin: 'platform', chart: 'platform' })),
      cluster: exampleCluster(),
      schemas: sharedCatalog('kargo'),
      checks: allChecks.filter(({ id }) => ['valid-schema', 'require-definition', 'valid-rules'].includes(id)),
    });
    expect(own).toHaveLength(5);
    expect(findings).toEqual([]);
  });
});

import { deployment } from '../capacity/objects';
import { cli, folderOf } from './run-in-memory';

const inventory = (cluster: string, region: string) =>
  JSON.stringify({ environment: 'prod', cluster, kubernetesVersion: '1.33', tier: 'production', region, objects: [] });
const web = (replicas: number) => JSON.stringify(deployment({ name: 'web', replicas }));
const folder = (second: string) =>
  folderOf({
    '.inventory/prod/euw1.json': inventory('euw1', 'eu-west-1'),
    '.inventory/prod/use1.json': inventory('use1', 'us-east-1'),
    'prod/euw1/shop/deployment.web.k8s.yaml': web(3),
    'prod/use1/shop/deployment.a.k8s.yaml': second,
  });

test('says in text what is degraded, and what is taken for granted', async () => {
  expect(await cli(['survive', folder(web(2)), '--without', 'region:eu-west-1'])).toEqual({
    code: 0,
    errors: '',
    out: `without region eu-west-1 (euw1)
degraded  prod  Deployment shop/web  2 of 5 replicas in use1
0 lost, 0 unproved, 1 degraded, 0 serve as before
taken for granted: clients are led to the clusters that are left, by DNS or a load balancer outside of them
taken for granted: workloads of one namespace and name in the clusters of an environment do the same
taken for granted: what may talk to what within the clusters that are left is what it was: "reach" lists it
taken for granted: whether the clusters that are left have room for the load of the others is not looked at: "capacity" says what fits
`,
  });
});

const other = JSON.stringify(deployment({ name: 'other' }));

test('what is lost ends with 1', async () => {
  const { code, out } = await cli(['survive', folder(other), '--without', 'cluster:euw1']);
  expect(code).toBe(1);
  expect(out).toContain('lost      prod  Deployment shop/web  was in euw1 alone\n');
});

test('JSON has everything, what serves as before too', async () => {
  const { out } = await cli(['survive', folder(other), '--without', 'cluster:euw1', '--output', 'json']);
  expect(JSON.parse(out)).toMatchObject({
    losses: [{ domain: 'cluster', name: 'euw1' }],
    clusters: ['euw1'],
    workloads: [
      { status: 'serves', object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'other' } },
      { status: 'lost', left: [], lost: ['euw1'] },
    ],
    hosts: [],
    unsynced: [],
  });
});

test('Markdown is for reviewers', async () => {
  const { out } = await cli(['survive', folder(other), '--without', 'cluster:euw1', '--output', 'markdown']);
  expect(out).toContain('| **lost** | `Deployment shop/web` | was in euw1 alone | prod |');
});

test('a file of facts says where a cluster stands that has no inventory', async () => {
  const facts = folderOf({ 'facts.yaml': 'kubernetesVersion: "1.33"\nregion: eu-west-1\n' });
  const tree = folderOf({ 'web.json': web(1) });
  const { code, out } = await cli([
    'survive',
    tree,
    '--without',
    'region:eu-west-1',
    '--cluster-facts',
    `${facts}/facts.yaml`,
  ]);
  expect([code, out]).toEqual([1, expect.stringContaining('Deployment shop/web  was in cluster alone')]);
});

test('policies that cannot be read leave it open', async () => {
  const broken = JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a', namespace: 'shop' },
    spec: { podSelector: { matchLabels: { '-': '-' } } },
  });
  const both = folderOf({
    '.inventory/prod/euw1.json': inventory('euw1', 'eu-west-1'),
    '.inventory/prod/use1.json': inventory('use1', 'us-east-1'),
    'prod/euw1/a.yaml': `${web(3)}\n---\n${other}\n---\n${broken}`,
    'prod/use1/a.yaml': other,
  });
  const { code, errors } = await cli(['survive', both, '--without', 'cluster:euw1']);
  expect([code, errors]).toEqual([2, expect.stringContaining('Not answered, because policies are malformed')]);
});

test.each([
  [['survive'], 'exactly one folder or file is expected'],
  [['survive', '.'], '--without is expected: region:NAME or cluster:NAME'],
  [['survive', '.', '--without', 'region:a', '--output', 'xml'], '--output xml: must be one of json, markdown, text'],
  [['survive', 'nowhere', '--without', 'region:a'], 'nowhere: no such folder or file'],
])('%j is refused', async (args, message) => {
  const { code, errors } = await cli(args);
  expect([code, errors]).toEqual([2, expect.stringContaining(message)]);
});

test('an environment that is none is refused with those that there are', async () => {
  const { code, errors } = await cli(['survive', folder(other), '--without', 'cluster:euw1', '--environment', 'prd']);
  expect([code, errors]).toEqual([2, expect.stringContaining('Not found: "prd": must be one of "prod"')]);
});

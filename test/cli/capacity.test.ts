import { deployment, node } from '../capacity/objects';
import { cli, folderOf } from './run-in-memory';

const nodes = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: ['a', 'b'].map((zone) => node({ name: `n-${zone}`, zone })),
});
const folder = (replicas: number) =>
  folderOf({ 'tree/web.json': JSON.stringify(deployment({ name: 'web', replicas })), 'nodes.json': nodes });

async function capacity(replicas: number, ...options: readonly string[]) {
  const path = folder(replicas);
  return cli(['capacity', `${path}/tree`, '--nodes', `${path}/nodes.json`, ...options]);
}

test('says in text what fits, and what is taken for granted', async () => {
  expect(await capacity(8)).toEqual({
    code: 0,
    errors: '',
    out: `proved    Deployment shop/web  8 pods on 2 nodes
1 proved, 0 violated, 0 unproved
taken for granted: nothing but the pods of this tree runs on the nodes
taken for granted: the scheduler has its default plugins, and no admission webhook changes pods
taken for granted: runs of a CronJob do not overlap
`,
  });
});

test('what is violated comes with the reason, and exit code 1', async () => {
  const { code, out } = await capacity(9);
  expect(code).toBe(1);
  expect(out).toContain(`violated  Deployment shop/web  8 of 9 pods on 2 nodes
          8 of 9 pods fit on the 2 nodes that take them
          n-a: Insufficient cpu (1 node)
`);
});

test('JSON has a placement, what refuses, and the quotas', async () => {
  const { out } = await capacity(9, '--output', 'json');
  expect(JSON.parse(out)).toMatchObject({
    workloads: [
      {
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
        status: 'violated',
        replicas: 9,
        placed: [
          { node: 'n-a', count: 4 },
          { node: 'n-b', count: 4 },
        ],
        refused: [
          { node: 'n-a', filter: 'NodeResourcesFit', message: 'Insufficient cpu' },
          { node: 'n-b', filter: 'NodeResourcesFit', message: 'Insufficient cpu' },
        ],
      },
    ],
    quotas: [],
  });
});

test('--zone-lost names the zone', async () => {
  const { code, out } = await capacity(8, '--zone-lost');
  expect(code).toBe(1);
  expect(out).toContain('without zone a');
});

test('Markdown and a picture are for reviewers', async () => {
  expect((await capacity(9, '--output', 'markdown')).out).toContain('| **violated** | `Deployment shop/web` |');
  expect((await capacity(9, '--output', 'svg')).out).toContain('<title>shop/web: 4</title>');
});

test.each([
  [['capacity'], 'exactly one folder or file is expected'],
  [['capacity', '.', '--output', 'xml'], '--output xml: must be one of json, markdown, svg, text'],
])('%j is refused', async (args, message) => {
  const { code, errors } = await cli(args);
  expect(code).toBe(2);
  expect(errors).toContain(message);
});

test('a file without nodes is refused', async () => {
  const path = folder(1);
  const { code, errors } = await cli(['capacity', `${path}/tree`, '--nodes', `${path}/tree`]);
  expect(code).toBe(2);
  expect(errors).toContain('has no Node and no NodePool of karpenter.sh');
});

test('nodes are of one cluster: a folder of several is refused, and one of them is chosen by name', async () => {
  const path = folderOf({ 'nodes.json': nodes });
  const shop = ['dist/online-boutique', '--nodes', `${path}/nodes.json`];
  const several = await cli(['capacity', ...shop]);
  expect({ code: several.code, errors: several.errors }).toMatchObject({ code: 2 });
  expect(several.errors).toContain('choose it with --cluster: dev-euw1, ');
  expect((await cli(['capacity', ...shop, '--cluster', 'dev-euw1'])).errors).toBe('');
  expect((await cli(['capacity', ...shop, '--cluster', 'dev'])).errors).toContain(
    '--cluster dev: dist/online-boutique holds',
  );
});

test('without --nodes, the pools of the cluster count, as its facts say them', async () => {
  const facts = `nodePools: [{ name: general, maximum: 2, allocatable: { cpu: '4', memory: 16Gi, pods: '58' } }]`;
  const path = folderOf({
    'tree/web.json': JSON.stringify(deployment({ name: 'web', replicas: 9 })),
    'facts.yaml': facts,
  });
  const { code, out } = await cli(['capacity', `${path}/tree`, '--cluster-facts', `${path}/facts.yaml`]);
  expect(code).toBe(1);
  expect(out).toContain('general: Insufficient cpu (2 nodes)');
  expect(out).toContain('taken for granted: pools grow to their maximum while pods wait, evenly over their zones');
  const checked = await cli(['check', `${path}/tree`, '--cluster-facts', `${path}/facts.yaml`]);
  expect(checked.out).toContain('error  require-capacity  Deployment shop/web');
});

import type { Manifest } from '../../lib';
import { parseLoss } from '../../lib/survival/loss';
import { survival, type Survival } from '../../lib/survival/survival';
import { deployment } from '../capacity/objects';
import { treeOf } from './tree-of';

const named = (kind: string, name: string, spec: object, apiVersion = 'apps/v1'): Manifest =>
  JSON.parse(JSON.stringify({ apiVersion, kind, metadata: { name, namespace: 'shop' }, spec })) as Manifest;
const scaler = (name: string, minReplicas: number, maxReplicas: number) =>
  named(
    'HorizontalPodAutoscaler',
    name,
    { minReplicas, maxReplicas, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } },
    'autoscaling/v2',
  );
const web = (replicas = 3) => deployment({ name: 'web', replicas });

/** What becomes of two clusters in two regions when the first is lost. */
function withoutFirst(first: readonly Manifest[], second: readonly Manifest[]): Survival {
  const trees = [treeOf('euw1', first, { region: 'eu-west-1' }), treeOf('use1', second, { region: 'us-east-1' })];
  return survival(trees, [{ domain: 'region', name: 'eu-west-1' }]);
}
const only = (answer: Survival) => answer.workloads[0];

test('a workload of the lost region alone is lost', () => {
  expect(only(withoutFirst([web()], []))).toMatchObject({ status: 'lost', lost: ['euw1'], left: [] });
});

test('one with copies elsewhere is degraded, with the replicas that are left', () => {
  expect(only(withoutFirst([web(3)], [web(2)]))).toMatchObject({
    status: 'degraded',
    left: ['use1'],
    replicas: { before: { minimum: 5, maximum: 5 }, after: { minimum: 2, maximum: 2 } },
  });
});

test('one that was not there serves as before', () => {
  expect(only(withoutFirst([], [web()]))?.status).toBe('serves');
});

test('an autoscaler says between how many replicas are left', () => {
  expect(only(withoutFirst([web(), scaler('web', 2, 10)], [web(), scaler('web', 3, 12)]))?.replicas).toEqual({
    before: { minimum: 5, maximum: 22 },
    after: { minimum: 3, maximum: 12 },
  });
});

test('a Rollout in one cluster and a Deployment in the other are the same workload', () => {
  const rollout = { ...web(), apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' };
  expect(withoutFirst([rollout], [web()]).workloads).toMatchObject([{ status: 'degraded' }]);
});

test('the same name in another environment is another workload', () => {
  const trees = [treeOf('prod-1', [web()]), treeOf('dev-1', [web()], { environment: 'dev' })];
  expect(survival(trees, [{ domain: 'cluster', name: 'prod-1' }]).workloads.map(({ status }) => status)).toEqual([
    'serves',
    'lost',
  ]);
});

const claims = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }];
const claimed = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };

test.each<[string, Manifest]>([
  [
    'a StatefulSet with claims',
    deployment({ name: 'web', kind: 'StatefulSet', spec: { volumeClaimTemplates: claims } }),
  ],
  ['a Deployment that mounts a claim', deployment({ name: 'web', pod: claimed })],
  ['a database of an operator', named('Cluster', 'web', { instances: 3 }, 'postgresql.cnpg.io/v1')],
])('copies of %s prove nothing: each has data of its own', (_what, store) => {
  expect(only(withoutFirst([store], [store]))).toMatchObject({
    status: 'unproved',
    reasons: [expect.stringContaining('each copy has data of its own')],
  });
  expect(only(withoutFirst([store], []))).toMatchObject({
    status: 'lost',
    reasons: [expect.stringContaining('its data is lost')],
  });
});

test.each([
  ['scaled to zero', [web(0)], 'what is left is scaled to zero'],
  ['that may be scaled to zero', [web(), scaler('web', 0, 5)], 'what is left may be scaled to zero when it is asked'],
])('copies %s prove nothing', (_what, left, reason) => {
  expect(only(withoutFirst([web()], left))).toMatchObject({ status: 'unproved', reasons: [reason] });
});

test('what owners make is no workload of its own', () => {
  const owned = {
    ...web(),
    metadata: { ...web().metadata, ownerReferences: [{ apiVersion: 'v1', kind: 'A', name: 'a' }] },
  };
  expect(withoutFirst([owned], []).workloads).toEqual([]);
});

test('what is lost names the workloads that are left and could reach it', () => {
  const closed = named(
    'NetworkPolicy',
    'web',
    {
      podSelector: { matchLabels: { app: 'web' } },
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'front' } } }] }],
    },
    'networking.k8s.io/v1',
  );
  const [front, other] = [deployment({ name: 'front' }), deployment({ name: 'other' })];
  const answer = withoutFirst([web(), front, other, closed], [front, other]);
  expect(answer.workloads.find(({ status }) => status === 'lost')?.clients).toEqual(['Deployment shop/front']);
});

test('clients of a tree with more connections than anybody reads are not listed', () => {
  const many = Array.from({ length: 1_100 }, (_, i) => deployment({ name: `open-${i}` }));
  const answer = withoutFirst([web(), ...many], many);
  expect(answer.workloads.find(({ status }) => status === 'lost')?.clients).toEqual(['more workloads than are listed']);
});

const gateway = named(
  'Gateway',
  'edge',
  { gatewayClassName: 'x', listeners: [{ name: 'http', port: 80, protocol: 'HTTP', hostname: 'edge.example.com' }] },
  'gateway.networking.k8s.io/v1',
);
const route = (spec: object) => named('HTTPRoute', 'r', spec, 'gateway.networking.k8s.io/v1');

test.each<[string, readonly Manifest[], readonly string[]]>([
  [
    'Ingresses',
    [named('Ingress', 'i', { rules: [{ host: 'a.example.com' }, {}] }, 'networking.k8s.io/v1')],
    ['a.example.com'],
  ],
  ['routes', [route({ parentRefs: [{ name: 'edge' }], hostnames: ['b.example.com'] })], ['b.example.com']],
  ['listeners of routes without any', [gateway, route({ parentRefs: [{ name: 'edge' }] })], ['edge.example.com']],
  [
    'no route of Services',
    [route({ parentRefs: [{ group: '', kind: 'Service', name: 'web' }], hostnames: ['c.example.com'] })],
    [],
  ],
  [
    'VirtualServices at gateways',
    [named('VirtualService', 'v', { hosts: ['d.example.com'], gateways: ['istio/edge'] }, 'networking.istio.io/v1')],
    ['d.example.com'],
  ],
  ['no VirtualService in the mesh', [named('VirtualService', 'v', { hosts: ['web'] }, 'networking.istio.io/v1')], []],
])('hosts are those of %s', (_what, objects, hosts) => {
  const answer = withoutFirst(objects, []);
  expect(answer.hosts.map(({ host, status }) => [host, status])).toEqual(hosts.map((host) => [host, 'lost']));
  expect(withoutFirst(objects, objects).hosts.every(({ status }) => status === 'degraded')).toBe(true);
});

test('a cluster whose engine runs in a lost one gets no changes', () => {
  const trees = [treeOf('hub', []), treeOf('spoke', [], { syncedBy: 'hub' })];
  expect(survival(trees, [{ domain: 'cluster', name: 'hub' }]).unsynced).toEqual([{ cluster: 'spoke', by: 'hub' }]);
  expect(survival(trees, [{ domain: 'cluster', name: 'spoke' }]).unsynced).toEqual([]);
});

test.each([
  ['region:eu-west-2', 'Not found: "eu-west-2": must be one of "eu-west-1"'],
  ['cluster:euw2', 'Not found: "euw2": must be one of "euw1"'],
  ['zone:eu-west-1a', 'a zone is a part of a cluster'],
  ['eu-west-1', 'write region:NAME or cluster:NAME'],
])('%s is no loss', (text, message) => {
  expect(parseLoss(text, [treeOf('euw1', [], { region: 'eu-west-1' })])).toMatchObject({
    message: expect.stringContaining(message) as string,
  });
});

test('a region is none where no cluster has one', () => {
  expect(parseLoss('region:a', [treeOf('a', [])])).toMatchObject({
    message: 'no inventory says in which region a cluster stands',
  });
});

import { plannedTrees } from './planned';
import { deployment } from './workloads';

const pod = (more: string) =>
  deployment.replace('image: example.com/web:1', `image: example.com/web:1\n          ${more}`);
const texts = (...trees: Parameters<typeof plannedTrees>) =>
  plannedTrees(...trees).effects.map(({ topic, sign, text }) => `${topic} ${sign} ${text}`);

test('images that come and go are listed', () => {
  expect(texts(deployment, deployment.replace('web:1', 'web:2'))).toEqual([
    'images + example.com/web:2',
    'images - example.com/web:1',
  ]);
});

test('requests and limits are summed by namespace, over all pods', () => {
  expect(texts(deployment, deployment.replace('cpu: 250m', 'cpu: 500m'))).toEqual([
    'resources ~ namespace shop: requests of cpu +750m',
  ]);
});

test('permissions that a subject gains or loses are listed', () => {
  const role = (verbs: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [secrets], verbs: [${verbs}] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
`;
  expect(texts(role('get'), role('get, list'))).toEqual([
    'permissions + ServiceAccount shop/web may list secrets in namespace shop',
  ]);
  expect(texts(role('get, list'), role('get'))).toEqual([
    'permissions - ServiceAccount shop/web may no longer list secrets in namespace shop',
  ]);
});

test('connections that a policy closes are listed', () => {
  const policy = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`;
  const other = `---${deployment.replaceAll('web', 'api')}`;
  expect(texts(deployment + other, deployment + other + policy)).toEqual(
    expect.arrayContaining(['connections - shop/api (Deployment) -> shop/web (Deployment): all connections']),
  );
});

test('a workload that needs a laxer Pod Security level is named', () => {
  expect(texts(deployment, pod('securityContext: { privileged: true }'))).toContain(
    'pod-security ~ Deployment shop/web needs Pod Security level privileged, before baseline',
  );
});

test('a quota that is exceeded from now on is named', () => {
  const quota =
    '---\napiVersion: v1\nkind: ResourceQuota\nmetadata: { name: q, namespace: shop }\nspec: { hard: { requests.cpu: "1" } }\n';
  const found = texts(deployment + quota, deployment.replace('cpu: 250m', 'cpu: 500m') + quota);
  expect(found.find((text) => text.startsWith('capacity'))).toContain('ResourceQuota shop/q does not fit');
});

const pools = [
  { name: 'general', maximum: 3, allocatable: { cpu: '4', memory: '16Gi' } },
  {
    name: 'batch',
    maximum: 3,
    allocatable: { cpu: '4', memory: '16Gi' },
    labels: { role: 'batch' },
    taints: [{ key: 'batch', effect: 'NoSchedule' }],
  },
  { name: 'spot', maximum: 9, instanceTypes: ['m7.large'] },
];
const istio = { product: 'istio', mode: 'sidecar', version: '1.30' };
const namespace = (labels: string) =>
  `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { ${labels} } }\n`;

describe('requests and limits', () => {
  test('are summed by the pools that take the pods, several where several do', () => {
    const next = deployment.replace('cpu: 250m', 'cpu: 500m');
    expect(texts(deployment, next, { cluster: { nodePools: pools } })).toEqual([
      'resources ~ namespace shop: requests of cpu +750m',
      'resources ~ pools general, spot: requests of cpu +750m',
    ]);
  });

  test('move from one pool to another with the pods that select it', () => {
    const moved = deployment.replace(
      '    spec:\n      containers',
      '    spec:\n      nodeSelector: { role: batch }\n      tolerations: [{ key: batch, operator: Exists }]\n      containers',
    );
    expect(texts(deployment, moved, { cluster: { nodePools: pools.slice(0, 2) } })).toEqual([
      'resources ~ pool batch: requests of cpu +750m',
      'resources ~ pool batch: requests of memory +3Gi',
      'resources ~ pool general: requests of cpu -750m',
      'resources ~ pool general: requests of memory -3Gi',
    ]);
  });

  test('of no pool are named, and capacity says that nothing takes the pods', () => {
    const lost = deployment.replace(
      '    spec:\n      containers',
      '    spec:\n      nodeSelector: { role: none }\n      containers',
    );
    const found = texts(deployment, lost, { cluster: { nodePools: pools.slice(0, 2) } });
    expect(found).toContain('resources ~ no pool: requests of cpu +750m');
    expect(found.find((text) => text.startsWith('capacity'))).toContain('Deployment shop/web does not fit');
  });

  test('count the proxy that a mesh injects, for pods that come', () => {
    const mesh = { mesh: istio };
    expect(
      texts(namespace('istio-injection: enabled'), deployment + namespace('istio-injection: enabled'), {
        cluster: mesh,
      }),
    ).toEqual(
      expect.arrayContaining([
        'resources ~ namespace shop: requests of cpu +1050m',
        'resources ~ namespace shop: limits of cpu +6',
      ]),
    );
  });

  test('count the proxies of a whole namespace that joins the mesh', () => {
    const found = texts(deployment + namespace('a: b'), deployment + namespace('istio-injection: enabled'), {
      cluster: { mesh: istio },
    });
    expect(found).toEqual(
      expect.arrayContaining([
        'resources ~ namespace shop: requests of cpu +300m',
        'resources ~ namespace shop: requests of memory +384Mi',
      ]),
    );
  });

  test('count the proxies of all pods where the cluster gets another mesh', () => {
    const tree = deployment + namespace('istio-injection: enabled');
    expect(texts(tree, tree, { cluster: { mesh: istio }, clusterBefore: {} })).toEqual(
      expect.arrayContaining(['resources ~ namespace shop: requests of cpu +300m']),
    );
  });

  test('of a DaemonSet are those of each node that it takes', () => {
    const set = deployment.replace('kind: Deployment', 'kind: DaemonSet').replace('  replicas: 3\n', '');
    expect(texts(set, set.replace('cpu: 250m', 'cpu: 500m'), { cluster: { nodePools: pools.slice(0, 2) } })).toEqual([
      'resources ~ each node of pool general: requests of cpu +250m',
    ]);
  });
});

test('what is known of the cluster and changes is listed', () => {
  expect(
    texts(deployment, deployment, { cluster: { mesh: istio }, clusterBefore: { kubernetesVersion: '1.36' } }).filter(
      (text) => text.startsWith('cluster'),
    ),
  ).toEqual([
    'cluster ~ kubernetesVersion: 1.36 -> 1.37',
    expect.stringMatching(/^cluster ~ mesh: \(none\) -> \{"product":"istio"/) as string,
  ]);
});

test('connections that the mesh alone denies are listed', () => {
  const accounts = ['web', 'api']
    .map((name) => `---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: ${name}, namespace: shop }\n`)
    .join('');
  const named = deployment.replace(
    '    spec:\n      containers',
    '    spec:\n      serviceAccountName: web\n      containers',
  );
  const tree = `${named}---${named.replaceAll('web', 'api')}${accounts}${namespace('istio-injection: enabled')}`;
  const denial =
    '---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: nobody, namespace: shop }\nspec: {}\n';
  expect(texts(tree, tree + denial, { cluster: { mesh: istio } })).toEqual(
    expect.arrayContaining([expect.stringMatching(/^connections - shop\/api \(Deployment\) -> shop\/web/) as string]),
  );
});

test('a namespace that enforces another Pod Security level is named', () => {
  const enforced = (level: string) => namespace(`pod-security.kubernetes.io/enforce: ${level}`);
  expect(texts(enforced('restricted'), enforced('privileged'))).toEqual([
    'pod-security ~ Namespace shop enforces Pod Security level privileged, before restricted',
  ]);
});

test('permissions over a ClusterRole that is bound anew are listed, everywhere', () => {
  const role =
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: reader }\nrules: [{ apiGroups: [apps], resources: [deployments], verbs: [get] }]\n';
  const binding =
    '---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: reader }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader }\nsubjects: [{ kind: Group, name: all, apiGroup: rbac.authorization.k8s.io }]\n';
  expect(texts(role, role + binding)).toEqual(['permissions + Group all may get deployments.apps everywhere']);
});

test('an answer of capacity that flips back is listed, too', () => {
  const nodePools = pools.slice(0, 1);
  const large = deployment.replace('cpu: 250m', 'cpu: "3"').replace('replicas: 3', 'replicas: 9');
  const flips = (from: string, to: string) =>
    texts(from, to, { cluster: { nodePools } }).filter((text) => text.startsWith('capacity'));
  expect(flips(deployment, large)[0]).toContain('Deployment shop/web does not fit');
  expect(flips(large, deployment)).toEqual(['capacity ~ Deployment shop/web fits, proved']);
});

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

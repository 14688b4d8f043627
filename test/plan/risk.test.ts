import { planned, plannedChange, plannedTrees } from './planned';
import { deployment, statefulSet } from './workloads';

const claim = `
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop }
spec: { accessModes: [ReadWriteOnce], storageClassName: fast, resources: { requests: { storage: 10Gi } } }
`;
const storageClass = (policy: string) => `
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: a
reclaimPolicy: ${policy}
`;
const namespace = '---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';

describe('the deletion of', () => {
  test('a claim puts data at risk, unless its class retains the volume', () => {
    expect(planned(claim, '')).toMatchObject({ verdict: 'deleted', dataAtRisk: true, isDangerous: true });
    const deleted = storageClass('Delete');
    expect(planned(claim + deleted, deleted)).toMatchObject({ dataAtRisk: true });
    const retained = storageClass('Retain');
    expect(planned(claim + retained, retained)).toMatchObject({ dataAtRisk: false, isDangerous: true });
  });

  test('a namespace takes everything in it along', () => {
    const plan = plannedTrees(namespace + statefulSet.replace(/^/, '---\n'), '').objects;
    expect(plan.find(({ object: { kind } }) => kind === 'Namespace')).toMatchObject({
      dataAtRisk: true,
      reasons: [
        'everything in the namespace is deleted with it, also what no manifest shows',
        'among it StatefulSet shop/db',
        'acknowledge it by name: Namespace/shop',
      ],
    });
  });

  test.each([
    ['argocd.argoproj.io/sync-options: Prune=false'],
    ['kustomize.toolkit.fluxcd.io/prune: disabled'],
    ['helm.sh/resource-policy: keep'],
  ])('an object that an annotation keeps loses nothing: %s', (annotation) => {
    const kept = claim.replace('namespace: shop', `namespace: shop, annotations: { ${annotation} }`);
    expect(planned(kept, '')).toMatchObject({ verdict: 'deleted', dataAtRisk: false });
  });

  test('a database of an operator puts data at risk', () => {
    const database =
      'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: db, namespace: shop }\nspec: { instances: 3 }\n';
    expect(planned(database, '')).toMatchObject({ dataAtRisk: true, isDangerous: true });
  });
});

test('a renamed StatefulSet is recognised, and its data does not move', () => {
  const { objects } = plannedTrees(
    statefulSet,
    statefulSet.replace('  name: db\n  namespace', '  name: store\n  namespace'),
  );
  expect(objects.find(({ verdict }) => verdict === 'deleted')?.reasons[0]).toBe(
    'StatefulSet shop/store takes its place; what it holds does not move there',
  );
});

describe('a claim', () => {
  test('may grow, and not shrink or change otherwise', () => {
    expect(plannedChange(claim, '10Gi', '20Gi')).toMatchObject({ verdict: 'in-place' });
    expect(plannedChange(claim, '10Gi', '5Gi')).toMatchObject({ verdict: 'rejected' });
    expect(plannedChange(claim, 'ReadWriteOnce', 'ReadWriteMany')).toMatchObject({ verdict: 'rejected' });
    expect(plannedChange(claim, 'fast', 'slow')).toMatchObject({ verdict: 'rejected' });
  });
});

describe('a claim that grows', () => {
  const growing = (storageClass: string, options?: Parameters<typeof planned>[2]) =>
    planned(claim + storageClass, claim.replace('10Gi', '20Gi') + storageClass, options);
  const expandable = (allows: string) => storageClass('Delete').replace('provisioner: a', `provisioner: a\n${allows}`);

  test('is updated where its class allows it, and rejected where it does not', () => {
    expect(growing(expandable('allowVolumeExpansion: true'))).toMatchObject({
      verdict: 'in-place',
      reasons: ['the volume grows: StorageClass fast allows it'],
    });
    expect(growing(expandable(''))).toMatchObject({
      verdict: 'rejected',
      reasons: [
        'spec.resources.requests.storage: Forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
        'StorageClass fast has no allowVolumeExpansion: set it there first, or move the data to a larger claim',
      ],
    });
  });

  test('follows the classes that a cluster declares, and is not decided where nobody knows the class', () => {
    const declared = (allowVolumeExpansion: boolean) => ({
      cluster: { storageClasses: [{ name: 'fast', allowVolumeExpansion }] },
    });
    expect(growing('', declared(true))).toMatchObject({ verdict: 'in-place' });
    expect(growing('', declared(false))).toMatchObject({ verdict: 'rejected' });
    expect(growing('')).toMatchObject({
      verdict: 'in-place',
      reasons: [
        'not decided: whether the volume may grow (allowVolumeExpansion): StorageClass fast is neither in the tree nor declared',
      ],
    });
  });

  test('of a template is refused, with the way that the tree has for it', () => {
    expect(plannedChange(statefulSet, 'storage: 10Gi', 'storage: 20Gi').reasons).toEqual(
      expect.arrayContaining([expect.stringContaining("claims: 'managed'") as string]),
    );
    expect(plannedChange(statefulSet, 'serviceName: db', 'serviceName: other').reasons.join()).not.toContain('managed');
  });
});

test('pods that go take claims along where whenScaled is Delete', () => {
  const base = statefulSet.replace(
    'replicas: 3',
    'replicas: 3\n  persistentVolumeClaimRetentionPolicy: { whenScaled: Delete }',
  );
  expect(plannedChange(base, 'replicas: 3', 'replicas: 2')).toMatchObject({
    verdict: 'in-place',
    dataAtRisk: true,
    isDangerous: true,
  });
  expect(plannedChange(statefulSet, 'replicas: 3', 'replicas: 2')).toMatchObject({ dataAtRisk: false });
});

test('an engine that is told to recreates what the server refuses', () => {
  const forced = deployment.replace(
    'labels:\n    app: web',
    'annotations:\n    kustomize.toolkit.fluxcd.io/force: enabled',
  );
  expect(
    plannedChange(forced, 'matchLabels:\n      app: web', 'matchLabels:\n      app: web\n      tier: a'),
  ).toMatchObject({
    verdict: 'rejected',
  });
  const next = forced.replaceAll('app: web', 'app: shop');
  expect(planned(forced, next)).toMatchObject({
    verdict: 'recreated',
    pods: { replaced: 3, atOnce: 3 },
    isDangerous: true,
  });
});

describe('the version of the cluster', () => {
  test('decides whether revisionHistoryLimit of a StatefulSet may change', () => {
    const next = statefulSet.replace('replicas: 3', 'replicas: 3\n  revisionHistoryLimit: 3');
    expect(planned(statefulSet, next, { version: '1.32' })).toMatchObject({ verdict: 'rejected' });
    expect(planned(statefulSet, next, { version: '1.33' })).toMatchObject({ verdict: 'in-place' });
  });
});

describe('what stays as it is', () => {
  test('of a ServiceCIDR is its family: a range of the other one may come', () => {
    const ranges = (cidrs: string) =>
      `apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\nmetadata: { name: more }\nspec: { cidrs: [${cidrs}] }\n`;
    expect(planned(ranges('10.0.0.0/24'), ranges("10.0.0.0/24, 'fd00::/112'"))).toMatchObject({ verdict: 'in-place' });
    expect(planned(ranges('10.0.0.0/24'), ranges('10.0.0.0/24, 10.1.0.0/24'))).toMatchObject({ verdict: 'rejected' });
    expect(planned(ranges('10.0.0.0/24'), ranges('10.1.0.0/24'))).toMatchObject({ verdict: 'rejected' });
  });

  test('of a CSINode is each driver, and drivers come and go', () => {
    const node = (drivers: string) =>
      `apiVersion: storage.k8s.io/v1\nkind: CSINode\nmetadata: { name: a }\nspec: { drivers: [${drivers}] }\n`;
    expect(planned(node('{ name: x, nodeID: a }'), node('{ name: x, nodeID: b }'))).toMatchObject({
      verdict: 'rejected',
    });
    expect(
      planned(node('{ name: x, nodeID: a }'), node('{ name: x, nodeID: a }, { name: z, nodeID: a }')),
    ).toMatchObject({ verdict: 'in-place' });
  });
});

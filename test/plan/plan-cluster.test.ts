import { planned, plannedChange, plannedTrees } from './planned';
import { deployment, statefulSet } from './workloads';

describe('a Deployment', () => {
  test('rolls when an image changes, within its strategy', () => {
    expect(plannedChange(deployment, 'web:1', 'web:2')).toMatchObject({
      object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
      verdict: 'rolls',
      dataAtRisk: false,
      pods: { replaced: 3, atOnce: 1 },
      changes: [
        { path: 'spec.template.spec.containers[server].image', from: 'example.com/web:1', to: 'example.com/web:2' },
      ],
    });
  });

  test('loses all pods at once with strategy Recreate', () => {
    const base = deployment.replace('replicas: 3', 'replicas: 3\n  strategy: { type: Recreate }');
    expect(plannedChange(base, 'web:1', 'web:2')).toMatchObject({ pods: { replaced: 3, atOnce: 3 } });
  });

  test.each([
    ['replicas: 3', 'replicas: 3\n  revisionHistoryLimit: 10'],
    ['replicas: 3', 'replicas: 3\n  strategy: { rollingUpdate: { maxSurge: 25% } }'],
    ['cpu: 250m', 'cpu: "0.25"'],
    ['memory: 1Gi', 'memory: 1024Mi'],
    ['name: http', 'name: http\n              protocol: TCP'],
    ['image: example.com/web:1', 'image: example.com/web:1\n          imagePullPolicy: IfNotPresent'],
    [
      '    spec:\n      containers',
      '    spec:\n      restartPolicy: Always\n      securityContext: {}\n      containers',
    ],
  ])('stays what it is when %j is written as %j', (from, to) => {
    expect(plannedChange(deployment, from, to)).toMatchObject({ verdict: 'no-op', changes: [] });
  });

  test('is updated in place when only the number of pods changes', () => {
    expect(plannedChange(deployment, 'replicas: 3', 'replicas: 5')).toMatchObject({
      verdict: 'in-place',
      pods: { replaced: 0, atOnce: 0 },
      changes: [{ path: 'spec.replicas', from: 3, to: 5 }],
      reasons: ['2 more pods'],
    });
  });

  test('changes its metadata when only labels do', () => {
    expect(plannedChange(deployment, 'labels:\n    app: web', 'labels:\n    app: shop')).toMatchObject({
      verdict: 'metadata',
      changes: [{ path: 'metadata.labels.app', from: 'web', to: 'shop' }],
    });
  });

  test('is rejected when its selector changes', () => {
    const base = deployment.replace('matchLabels:\n      app: web', 'matchLabels:\n      app: web\n      tier: front');
    expect(planned(base, deployment)).toMatchObject({
      verdict: 'rejected',
      changes: [{ path: 'spec.selector.matchLabels.tier', from: 'front' }],
    });
  });

  test('is created and deleted', () => {
    expect(planned('', deployment)).toMatchObject({ verdict: 'created' });
    expect(planned(deployment, '')).toMatchObject({ verdict: 'deleted', dataAtRisk: false, isDangerous: false });
  });
});

describe('a StatefulSet', () => {
  test('replaces pods one by one', () => {
    expect(plannedChange(statefulSet, 'db:1', 'db:2')).toMatchObject({
      verdict: 'rolls',
      pods: { replaced: 3, atOnce: 1 },
    });
  });

  test.each([
    ['storage: 10Gi', 'storage: 20Gi'],
    ['serviceName: db', 'serviceName: other'],
    ['replicas: 3', 'replicas: 3\n  podManagementPolicy: Parallel'],
  ])('is rejected when %j becomes %j', (from, to) => {
    expect(plannedChange(statefulSet, from, to)).toMatchObject({ verdict: 'rejected' });
  });

  test('keeps claims when it is deleted, unless its retention policy says otherwise', () => {
    expect(planned(statefulSet, '')).toMatchObject({ verdict: 'deleted', dataAtRisk: false, isDangerous: true });
    const base = statefulSet.replace(
      'replicas: 3',
      'replicas: 3\n  persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete }',
    );
    expect(planned(base, '')).toMatchObject({ verdict: 'deleted', dataAtRisk: true, isDangerous: true });
  });
});

test('identical trees change nothing', () => {
  expect(plannedTrees(deployment, deployment)).toEqual({ objects: [], guards: [], effects: [] });
});

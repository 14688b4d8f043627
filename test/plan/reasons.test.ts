import { planned, plannedChange, plannedTrees } from './planned';
import { deployment, statefulSet } from './workloads';

const config = (name: string, value: string) => `
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: shop }
data: { level: "${value}", other: a }
`;
const reader = deployment.replace(
  'image: example.com/web:1',
  'image: example.com/web:1\n          envFrom:\n            - configMapRef: { name: settings }',
);

describe('a ConfigMap that changes', () => {
  test('says which pods will NOT restart, as they read it through envFrom', () => {
    const { objects } = plannedTrees(reader + config('settings', 'a'), reader + config('settings', 'b'));
    expect(objects).toMatchObject([
      {
        verdict: 'in-place',
        changes: [{ path: 'data.level', from: 'a', to: 'b' }],
        reasons: [
          'the pods of Deployment shop/web will NOT restart: they read it through envFrom, and nothing in their template changes',
        ],
      },
    ]);
  });

  test('says that pods see a volume without a restart, and a subPath only after one', () => {
    const mounted = (mount: string) =>
      deployment.replace(
        'image: example.com/web:1',
        `image: example.com/web:1\n          volumeMounts: [{ name: c, mountPath: /c${mount} }]`,
      ) + '      volumes: [{ name: c, configMap: { name: settings } }]\n';
    const reasons = (tree: string) =>
      plannedTrees(tree + config('settings', 'a'), tree + config('settings', 'b')).objects[0]?.reasons;
    expect(reasons(mounted(''))).toEqual([
      'the pods of Deployment shop/web see it in their volume about a minute later, without a restart',
    ]);
    expect(reasons(mounted(', subPath: level'))).toEqual([
      'the pods of Deployment shop/web will NOT see it before they restart: they mount it by subPath',
    ]);
  });

  test('restarts pods by a checksum in their template, which is traced to it', () => {
    const annotated = (sum: string) =>
      reader.replace(
        '    metadata:\n      labels',
        `    metadata:\n      annotations: { checksum/config: ${sum} }\n      labels`,
      );
    const { objects } = plannedTrees(
      annotated('a') + config('settings', 'a'),
      annotated('b') + config('settings', 'b'),
    );
    const rolls = objects.find(({ verdict }) => verdict === 'rolls');
    expect(rolls?.reasons[0]).toBe('ConfigMap settings changed: level, which annotation checksum/config follows');
    expect(objects.find(({ verdict }) => verdict === 'in-place')?.reasons).toEqual([
      'Deployment shop/web restarts in this change, and reads it anew',
    ]);
  });

  test('restarts pods by the hash in its name, and is recognised under its new one', () => {
    const named = (name: string) => reader.replace('name: settings', `name: ${name}`);
    const { objects } = plannedTrees(
      named('settings-abc12') + config('settings-abc12', 'a'),
      named('settings-def34') + config('settings-def34', 'b'),
    );
    expect(objects.find(({ verdict }) => verdict === 'rolls')?.reasons[0]).toBe(
      'ConfigMap settings-abc12 became settings-def34: level',
    );
    expect(objects.find(({ verdict }) => verdict === 'created')?.reasons).toEqual([
      'takes the place of ConfigMap shop/settings-abc12',
    ]);
  });
});

describe('a Secret', () => {
  const secret = (password: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: { name: login, namespace: shop }\nstringData: { password: ${password} }\n`;

  test('shows no value that it had or has', () => {
    const plan = planned(secret('correct-horse'), secret('battery-staple'));
    expect(plan).toMatchObject({
      verdict: 'in-place',
      changes: [{ path: 'data.password', from: '(hidden)', to: '(hidden)' }],
    });
    expect(JSON.stringify(plan)).not.toMatch(/horse|staple|Y29y|YmF0/);
  });

  test('is the same in data and in stringData', () => {
    const data = secret('abc').replace('stringData: { password: abc }', 'data: { password: YWJj }');
    expect(planned(secret('abc'), data)).toMatchObject({ verdict: 'no-op' });
  });

  test('keeps what stringData has set when it is left out', () => {
    expect(planned(secret('abc'), secret('abc').replace(/stringData.*/, 'type: Opaque'))).toMatchObject({
      verdict: 'no-op',
    });
  });
});

describe('a field that a controller owns', () => {
  const owner = 'HorizontalPodAutoscaler shop/web';
  const object = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' };

  test('is no change by the ledger of the inventory', () => {
    const controlled = [{ object, path: 'spec.replicas', owner }];
    expect(plannedChange(deployment, 'replicas: 3', 'replicas: 5', { controlled })).toMatchObject({
      verdict: 'no-op',
      changes: [],
      reasons: [`spec.replicas is left to ${owner}: no change`],
    });
  });

  test('is no change by an autoscaler of the tree, whose maximum counts for the pods that roll', () => {
    const scaler = `
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { minReplicas: 2, maxReplicas: 8, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`;
    const next = deployment.replace('  replicas: 3\n', '').replace('web:1', 'web:2');
    const plan = planned(deployment + scaler, next + scaler);
    expect(plan).toMatchObject({ verdict: 'rolls', pods: { replaced: 8, atOnce: 4 } });
    expect(plan.changes.map(({ path }) => path)).toEqual(['spec.template.spec.containers[server].image']);
    expect(plan.reasons).toContain(`spec.replicas is left to ${owner}: no change`);
  });
});

test('the order of a list with keys is another template, and means nothing elsewhere', () => {
  const ports =
    '- containerPort: 8080\n              name: http\n            - containerPort: 9090\n              name: metrics';
  const swapped =
    '- containerPort: 9090\n              name: metrics\n            - containerPort: 8080\n              name: http';
  expect(plannedChange(deployment, ports, swapped)).toMatchObject({ verdict: 'rolls' });
  const service = `apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec:\n  ports:\n    - { name: a, port: 1 }\n    - { name: b, port: 2 }\n`;
  expect(
    plannedChange(
      service,
      '- { name: a, port: 1 }\n    - { name: b, port: 2 }',
      '- { name: b, port: 2 }\n    - { name: a, port: 1 }',
    ),
  ).toMatchObject({
    verdict: 'no-op',
    reasons: ['only the order of spec.ports changes, which means nothing there'],
  });
});

describe('the strategy', () => {
  test.each([
    [
      statefulSet.replace('replicas: 3', 'replicas: 3\n  updateStrategy: { rollingUpdate: { partition: 2 } }'),
      'rolls',
      1,
      1,
    ],
    [
      statefulSet.replace('replicas: 3', 'replicas: 3\n  updateStrategy: { rollingUpdate: { partition: 3 } }'),
      'in-place',
      0,
      0,
    ],
    [statefulSet.replace('replicas: 3', 'replicas: 3\n  updateStrategy: { type: OnDelete }'), 'in-place', 0, 0],
    [statefulSet.replace('replicas: 3', 'replicas: 0'), 'in-place', 0, 0],
  ] as const)('decides how many pods are replaced %#', (base, verdict, replaced, atOnce) => {
    expect(plannedChange(base, 'db:1', 'db:2')).toMatchObject({ verdict, pods: { replaced, atOnce } });
  });

  test('of a DaemonSet counts the nodes of the tree', () => {
    const set = deployment.replace('kind: Deployment', 'kind: DaemonSet').replace('  replicas: 3\n', '');
    const nodes = ['a', 'b', 'c']
      .map((name) => `---\napiVersion: v1\nkind: Node\nmetadata: { name: ${name} }\n`)
      .join('');
    expect(planned(set + nodes, set.replace('web:1', 'web:2') + nodes)).toMatchObject({
      verdict: 'rolls',
      pods: { replaced: 3, atOnce: 1 },
    });
    expect(plannedChange(set, 'web:1', 'web:2')).toMatchObject({ pods: { replaced: undefined, atOnce: 1 } });
  });

  test('waits as long as probes and minReadySeconds say, at least', () => {
    const slow = deployment.replace('replicas: 3', 'replicas: 3\n  minReadySeconds: 20');
    expect(plannedChange(slow, 'web:1', 'web:2').reasons).toContain(
      'takes at least 60 s: minReadySeconds and probes of 3 pods one after another',
    );
  });
});

test('pods that run as another ServiceAccount are said to', () => {
  const named = (name: string) =>
    deployment.replace('    spec:\n      containers', `    spec:\n      serviceAccountName: ${name}\n      containers`);
  expect(planned(named('web'), named('admin')).reasons[0]).toBe(
    'pods run as ServiceAccount admin, no longer web: roles and meshes go by that',
  );
});

test('another version, and a group that a kind has moved to, are the same object', () => {
  const scaler = (version: string, rest: string) =>
    `apiVersion: autoscaling/${version}\nkind: HorizontalPodAutoscaler\nmetadata: { name: web, namespace: shop }\nspec: { maxReplicas: 8, scaleTargetRef: { kind: Deployment, name: web }${rest} }\n`;
  expect(planned(scaler('v1', ''), scaler('v2', ''))).toMatchObject({ object: { apiVersion: 'autoscaling/v2' } });
  const old = deployment.replace('apps/v1', 'extensions/v1beta1');
  expect(planned(old, deployment)).toMatchObject({ verdict: 'no-op' });
});

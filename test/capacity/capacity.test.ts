import { answerFor, deployment, judge, node } from './objects';

const three = ['n1', 'n2', 'n3'].map((name, index) => node({ name, zone: ['a', 'b', 'c'][index] ?? 'a' }));
const apart = (topologyKey: string, app: string) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { app } } }],
    },
  },
});
const spread = (topologyKey: string, app: string, more = {}) => ({
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app } }, ...more },
  ],
});

describe('a pod that names its node', () => {
  const pod = { nodeName: 'n1' };
  const cordoned = node({ name: 'n1', unschedulable: true, taints: [{ key: 'a', effect: 'NoSchedule' }] });

  test('is taken by its kubelet, which asks neither whether the node is cordoned nor who may be scheduled there', () => {
    expect(answerFor(judge([deployment({ name: 'web', pod })], [cordoned]), 'web').status).toBe('proved');
    const spread = [{ topologyKey: 'zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' }];
    const web = deployment({ name: 'web', pod: { ...pod, topologySpreadConstraints: spread } });
    expect(answerFor(judge([web], [cordoned]), 'web').status).toBe('proved');
  });

  test('is not taken without room, without its labels, or where a taint drives pods away', () => {
    const large = deployment({ name: 'web', cpu: '5', pod });
    expect(answerFor(judge([large], [cordoned]), 'web').status).toBe('violated');
    const selecting = deployment({ name: 'web', pod: { ...pod, nodeSelector: { pool: 'a' } } });
    expect(answerFor(judge([selecting], [cordoned]), 'web').status).toBe('violated');
    const driven = node({ name: 'n1', taints: [{ key: 'a', effect: 'NoExecute' }] });
    expect(answerFor(judge([deployment({ name: 'web', pod })], [driven]), 'web').status).toBe('violated');
  });
});

test('a cordoned node has the taint that spreads may honor, and then is no domain of theirs', () => {
  const spread = { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' };
  const web = (policy: string) =>
    deployment({
      name: 'web',
      replicas: 2,
      pod: {
        topologySpreadConstraints: [
          { ...spread, nodeTaintsPolicy: policy, labelSelector: { matchLabels: { app: 'web' } } },
        ],
      },
    });
  const nodes = [node({ name: 'n1' }), node({ name: 'n2', zone: 'b', unschedulable: true })];
  expect(answerFor(judge([web('Honor')], nodes), 'web').status).toBe('proved');
  expect(answerFor(judge([web('Ignore')], nodes), 'web').status).toBe('violated');
});

describe('resources', () => {
  test('proves pods that leave room whatever the scheduler places first, and shows a placement', () => {
    const web = answerFor(judge([deployment({ name: 'web', replicas: 6 })], three), 'web');
    expect(web).toMatchObject({ status: 'proved', replicas: 6, reasons: [] });
    expect(web.placed.reduce((sum, { count }) => sum + count, 0)).toBe(6);
  });

  test('a set that fills the nodes to the brim is proved where all pods are alike', () => {
    expect(answerFor(judge([deployment({ name: 'web', replicas: 12 })], three), 'web').status).toBe('proved');
  });

  test('one pod more is violated, with the resource and the nodes that refuse', () => {
    expect(answerFor(judge([deployment({ name: 'web', replicas: 13 })], three), 'web')).toMatchObject({
      status: 'violated',
      resource: 'cpu',
      reasons: ['12 of 13 pods fit on the 3 nodes that take them'],
      refused: ['n1', 'n2', 'n3'].map((name) => ({
        node: name,
        filter: 'NodeResourcesFit',
        message: 'Insufficient cpu',
      })),
    });
  });

  test('a placement that the scheduler need not find is unproved, with who may take the room', () => {
    const answer = judge(
      [deployment({ name: 'large', cpu: '4' }), deployment({ name: 'small', replicas: 4, cpu: '2' })],
      three,
    );
    expect(answerFor(answer, 'small').status).toBe('proved');
    expect(answerFor(answer, 'large')).toMatchObject({ status: 'unproved', placed: [{ count: 1 }] });
    expect(answerFor(answer, 'large').reasons[0]).toContain('Deployment shop/small may take the room first');
  });

  test('pods of lower priority give way', () => {
    const priority = {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'high' },
      value: 1000,
    };
    const large = deployment({ name: 'large', cpu: '4', pod: { priorityClassName: 'high' } });
    const answer = judge([priority, large, deployment({ name: 'small', replicas: 4, cpu: '2' })], three);
    expect(answerFor(answer, 'large').status).toBe('proved');
  });

  test('names the smallest set of workloads that does not fit together', () => {
    const objects = [
      deployment({ name: 'a', replicas: 5 }),
      deployment({ name: 'b', replicas: 6 }),
      deployment({ name: 'c', replicas: 4 }),
    ];
    const answer = judge(objects, three);
    expect(answer.workloads.map(({ status }) => status)).toEqual(['violated', 'violated', 'violated']);
    expect(answerFor(answer, 'a').together.map(({ manifest }) => manifest.metadata.name)).toEqual(['a', 'b', 'c']);
  });

  test('a node takes no more pods than it has places for', () => {
    const nodes = [node({ name: 'n1', pods: '2' })];
    expect(answerFor(judge([deployment({ name: 'web', replicas: 3, cpu: '1m' })], nodes), 'web')).toMatchObject({
      status: 'violated',
      resource: 'pods',
    });
  });

  test('autoscalers count at their maximum, and a rolling update with its extra pods if asked', () => {
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: 2,
        maxReplicas: 12,
      },
    };
    const objects = [deployment({ name: 'web', replicas: 2 }), scaler];
    expect(answerFor(judge(objects, three), 'web')).toMatchObject({ status: 'proved', replicas: 12 });
    expect(answerFor(judge(objects, three, { surge: true }), 'web')).toMatchObject({
      status: 'violated',
      replicas: 15,
    });
  });

  test('the pods of DaemonSets leave less for all others', () => {
    const agent = deployment({
      name: 'agent',
      kind: 'DaemonSet',
      cpu: '500m',
      pod: { priorityClassName: 'system-node-critical' },
    });
    const answer = judge([agent, deployment({ name: 'web', replicas: 12 })], three);
    expect(answerFor(answer, 'agent')).toMatchObject({ status: 'proved', replicas: 3 });
    expect(answerFor(answer, 'web')).toMatchObject({
      status: 'violated',
      reasons: ['9 of 12 pods fit on the 3 nodes that take them'],
    });
  });

  test('a DaemonSet that others may crowd out is unproved', () => {
    const answer = judge(
      [deployment({ name: 'agent', kind: 'DaemonSet', cpu: '500m' }), deployment({ name: 'web', replicas: 1 })],
      three,
    );
    expect(answerFor(answer, 'agent')).toMatchObject({ status: 'unproved' });
  });
});

describe('rules', () => {
  test('a taint that is not tolerated refuses, in the words of the scheduler', () => {
    const nodes = [node({ name: 'n1', taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] })];
    expect(answerFor(judge([deployment({ name: 'web' })], nodes), 'web')).toMatchObject({
      status: 'violated',
      refused: [{ node: 'n1', filter: 'TaintToleration', message: 'node(s) had untolerated taint {gpu: yes}' }],
    });
    const tolerant = deployment({ name: 'web', pod: { tolerations: [{ key: 'gpu', operator: 'Exists' }] } });
    expect(answerFor(judge([tolerant], nodes), 'web').status).toBe('proved');
  });

  test('a selector that no node has refuses', () => {
    expect(
      answerFor(judge([deployment({ name: 'web', pod: { nodeSelector: { pool: 'gpu' } } })], three), 'web'),
    ).toMatchObject({
      status: 'violated',
      refused: [{ filter: 'NodeAffinity' }, { filter: 'NodeAffinity' }, { filter: 'NodeAffinity' }],
    });
  });

  test('anti-affinity between hosts takes one node a pod', () => {
    const web = (replicas: number) =>
      judge([deployment({ name: 'web', replicas, pod: apart('kubernetes.io/hostname', 'web') })], three);
    expect(answerFor(web(3), 'web').status).toBe('proved');
    expect(answerFor(web(4), 'web')).toMatchObject({ status: 'violated' });
  });

  test('a spread over zones needs each zone to have room', () => {
    const web = deployment({ name: 'web', replicas: 6, pod: spread('topology.kubernetes.io/zone', 'web') });
    expect(answerFor(judge([web], three), 'web').status).toBe('proved');
    const small = [...three.slice(0, 2), node({ name: 'n3', zone: 'c', cpu: '1' })];
    expect(answerFor(judge([web], small), 'web')).toMatchObject({ status: 'violated' });
  });

  test('a domain of a spread that taints keep pods from holds the others back, unless taints are honoured', () => {
    const nodes = [...three, node({ name: 'n4', zone: 'd', taints: [{ key: 'x', effect: 'NoSchedule' }] })];
    const web = (more: object) =>
      deployment({ name: 'web', replicas: 6, pod: spread('topology.kubernetes.io/zone', 'web', more) });
    expect(answerFor(judge([web({})], nodes), 'web')).toMatchObject({ status: 'violated' });
    expect(answerFor(judge([web({ nodeTaintsPolicy: 'Honor' })], nodes), 'web').status).toBe('proved');
  });

  test('minDomains holds pods back where there are fewer domains', () => {
    const web = deployment({
      name: 'web',
      replicas: 4,
      pod: spread('topology.kubernetes.io/zone', 'web', { minDomains: 4 }),
    });
    expect(answerFor(judge([web], three), 'web')).toMatchObject({ status: 'violated' });
  });

  test('two pods cannot have one port of a node', () => {
    const pod = { containers: [{ name: 'app', image: 'app:1', ports: [{ containerPort: 80, hostPort: 80 }] }] };
    expect(answerFor(judge([deployment({ name: 'web', replicas: 4, pod })], three), 'web')).toMatchObject({
      status: 'violated',
    });
    expect(answerFor(judge([deployment({ name: 'web', replicas: 3, pod })], three), 'web').status).toBe('proved');
  });

  test('pods that must be near others are placed, but not promised', () => {
    const near = {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'topology.kubernetes.io/zone', labelSelector: { matchLabels: { app: 'web' } } },
          ],
        },
      },
    };
    const answer = judge([deployment({ name: 'cache', pod: near }), deployment({ name: 'web', replicas: 2 })], three);
    expect(answerFor(answer, 'cache')).toMatchObject({ status: 'unproved', placed: [{ count: 1 }] });
  });
});

describe('what is not known', () => {
  test.each([
    ['another scheduler', { schedulerName: 'volcano' }, 'volcano places its pods'],
    ['scheduling gates', { schedulingGates: [{ name: 'quota' }] }, 'schedulingGates'],
    ['a RuntimeClass that is not in the tree', { runtimeClassName: 'kata' }, 'RuntimeClass kata'],
    [
      'volumes of a class that is not in the tree',
      { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
      'where its volumes can be',
    ],
  ])('%s leaves a workload unproved', (_, pod, reason) => {
    const { status, reasons } = answerFor(judge([deployment({ name: 'web', pod })], three), 'web');
    expect(status).toBe('unproved');
    expect(reasons.join()).toContain(reason);
  });

  test('nodes that Karpenter makes have no known size, but labels and taints', () => {
    const pool = {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name: 'general' },
      spec: {
        template: { spec: { requirements: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }] } },
      },
    };
    const answer = (nodeSelector: Record<string, string>) =>
      answerFor(judge([deployment({ name: 'web', pod: { nodeSelector } })], [pool]), 'web');
    expect(answer({ 'kubernetes.io/arch': 'amd64' }).status).toBe('unproved');
    expect(answer({ 'kubernetes.io/arch': 'arm64' }).status).toBe('violated');
  });

  test('who shares nodes with pods that may grow is unproved, too', () => {
    const scaler = {
      apiVersion: 'autoscaling.k8s.io/v1',
      kind: 'VerticalPodAutoscaler',
      metadata: { name: 'big', namespace: 'shop' },
      spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'big' } },
    };
    const answer = judge([scaler, deployment({ name: 'big' }), deployment({ name: 'web' })], three);
    expect(answerFor(answer, 'web')).toMatchObject({ status: 'unproved' });
  });
});

test('without a zone, the worst answer counts, and says which zone', () => {
  const web = deployment({ name: 'web', replicas: 9 });
  expect(answerFor(judge([web], three), 'web').status).toBe('proved');
  expect(answerFor(judge([web], three, { zoneLost: true }), 'web')).toMatchObject({
    status: 'violated',
    zoneLost: 'a',
  });
});

describe('quotas', () => {
  const quota = (hard: Record<string, string>, more = {}) => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'shop', namespace: 'shop' },
    spec: { hard, ...more },
  });

  test('are judged with every workload at its highest', () => {
    const objects = [deployment({ name: 'web', replicas: 3, cpu: '500m' })];
    const [fits] = judge([...objects, quota({ 'requests.cpu': '1500m', pods: '3' })], three).quotas;
    expect(fits).toMatchObject({
      status: 'proved',
      entries: [
        { key: 'requests.cpu', used: 1500, hard: 1500 },
        { key: 'pods', used: 3, hard: 3 },
      ],
    });
    const [short] = judge([...objects, quota({ cpu: '1' })], three).quotas;
    expect(short).toMatchObject({ status: 'violated', entries: [{ key: 'cpu', used: 1500, hard: 1000 }] });
  });

  test('count what a LimitRange gives to containers that say nothing', () => {
    const range = {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'shop', namespace: 'shop' },
      spec: { limits: [{ type: 'Container', default: { cpu: '2' } }] },
    };
    const bare = deployment({ name: 'web', pod: { containers: [{ name: 'app', image: 'app:1' }] } });
    expect(judge([bare, range, quota({ 'requests.cpu': '1' })], three).quotas[0]).toMatchObject({ status: 'violated' });
  });

  test('count only the pods of their scopes', () => {
    const objects = [
      deployment({ name: 'web', replicas: 3 }),
      deployment({ name: 'high', pod: { priorityClassName: 'high' } }),
    ];
    const scoped = quota(
      { pods: '1' },
      { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] } },
    );
    expect(judge([...objects, scoped], three).quotas[0]).toMatchObject({
      status: 'proved',
      entries: [{ used: 1, hard: 1 }],
    });
  });

  test('a key that the manifests do not show is unproved', () => {
    expect(judge([quota({ 'count/widgets.example.com': '1' })], three).quotas[0]).toMatchObject({ status: 'unproved' });
  });
});

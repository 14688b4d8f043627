import { Deployment } from 'cdk8s-plus-28';
import {
  BatchJob,
  ClusterChart,
  NodeAgent,
  PriorityClass,
  ScheduledJob,
  ShardedStore,
  WebService,
  Worker,
  Workload,
  Port,
  type ClusterProps,
  type NodePool,
  type PlacementOptions,
} from '../../lib';
import { exampleFleet, renderChart } from '../example-fleet';

const image = 'registry.example/app:1.0.0';
const gpu: NodePool = {
  name: 'gpu',
  labels: { accelerator: 'a100', team: 'ml' },
  taints: [
    { key: 'nvidia.com/gpu', effect: 'NoSchedule' },
    { key: 'team', value: 'ml', effect: 'NoExecute' },
  ],
  allocatable: { cpu: '8', memory: '32Gi', pods: '58' },
  maximum: 4,
};
const general: NodePool = {
  name: 'general',
  labels: { team: 'ml' },
  allocatable: { cpu: '8', memory: '32Gi', pods: '58' },
  maximum: 4,
};
const pools: Partial<ClusterProps> = { region: 'r', zones: ['a', 'b'], nodePools: [gpu, general] };

function podSpec(placement: PlacementOptions, props: Partial<ClusterProps> = pools): Record<string, unknown> {
  const objects = renderChart((chart) => new Worker(chart, 'web', { image, placement }), props);
  return templateOf(objects.get('Deployment/web')).spec;
}

function templateOf(manifest: unknown): { spec: Record<string, unknown>; metadata: Record<string, unknown> } {
  return (manifest as { spec: { template: { spec: Record<string, unknown>; metadata: Record<string, unknown> } } }).spec
    .template;
}

function complaints(build: (chart: ClusterChart) => unknown, props: Partial<ClusterProps> = pools) {
  const fleet = exampleFleet((cluster) => build(new ClusterChart(cluster, 'shop', { namespace: 'shop' })), props);
  return fleet.render('test').findings.map(({ id, path, message, fix }) => ({ id, path, message, fix }));
}

describe('onPool', () => {
  test('is the label that no other pool has, and a toleration of each taint', () => {
    expect(podSpec({ onPool: 'gpu' })).toMatchObject({
      nodeSelector: { accelerator: 'a100' },
      tolerations: [
        { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
        { key: 'team', operator: 'Equal', value: 'ml', effect: 'NoExecute' },
      ],
    });
  });

  test('is the label of the NodePool where Karpenter makes the nodes', () => {
    const nodeClass = { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' };
    const nodePools = [gpu, { ...general, karpenter: { nodeClass } }];
    expect(podSpec({ onPool: 'general' }, { ...pools, nodePools }).nodeSelector).toEqual({
      'karpenter.sh/nodepool': 'general',
    });
  });

  test('preferred is a preference of the scheduler, and tolerates the taints', () => {
    const { nodeSelector, affinity, tolerations } = podSpec({ onPool: { pool: 'gpu', strength: 'preferred' } });
    expect(nodeSelector).toBeUndefined();
    expect(tolerations).toHaveLength(2);
    expect(affinity).toEqual({
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, preference: { matchExpressions: [{ key: 'accelerator', operator: 'In', values: ['a100'] }] } },
        ],
      },
    });
  });

  test('adds up with tolerations of its own', () => {
    const { tolerations } = podSpec({ onPool: 'gpu', tolerate: [{ key: 'spot', operator: 'Exists' }] });
    expect(tolerations).toHaveLength(3);
  });

  test.each<[string, Partial<ClusterProps>, string]>([
    ['another', pools, 'placement.onPool: Not found: "another": must be one of "gpu", "general"'],
    ['gpu', {}, 'placement.onPool: Not found: "gpu": cluster test has no nodePools'],
    [
      'general',
      pools,
      'placement.onPool: Invalid value: "general": no label of its nodes tells them from those of other pools',
    ],
  ])('%s is refused where nodes cannot be told by it', (pool, props, message) => {
    const found = complaints((chart) => new Worker(chart, 'web', { image }).workload.placement.onPool(pool), props);
    expect(found).toMatchObject([{ id: 'unsupported-placement', path: 'spec.template.spec.nodeSelector', message }]);
  });
});

describe('spreadAcross', () => {
  const selector = { matchLabels: { 'app.kubernetes.io/name': 'web' } };
  const preferred = {
    maxSkew: 1,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: selector,
    matchLabelKeys: ['pod-template-hash'],
  };

  test('required holds while a Deployment is rolled, counts no nodes that take no pod, and keeps the default of hosts', () => {
    expect(podSpec({ spreadAcross: { zone: 'required' } }).topologySpreadConstraints).toEqual([
      {
        ...preferred,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        nodeTaintsPolicy: 'Honor',
      },
      { ...preferred, topologyKey: 'kubernetes.io/hostname' },
    ]);
  });

  test('takes skew and domains', () => {
    const spread = { host: { strength: 'required', maxSkew: 2, minDomains: 3 } } as const;
    expect(podSpec({ spreadAcross: spread }, {}).topologySpreadConstraints).toEqual([
      expect.objectContaining({
        topologyKey: 'kubernetes.io/hostname',
        maxSkew: 2,
        minDomains: 3,
        whenUnsatisfiable: 'DoNotSchedule',
      }),
    ]);
  });

  test('of pods without a hash of their template has no matchLabelKeys', () => {
    const objects = renderChart((chart) => {
      new BatchJob(chart, 'job', { image }).workload.placement.spreadAcross('host', 'required');
    }, pools);
    const [constraint] = templateOf(objects.get('Job/job')).spec.topologySpreadConstraints as unknown[];
    expect(constraint).not.toHaveProperty('matchLabelKeys');
  });

  test('required over zones needs two of them, and a DaemonSet has nothing to spread', () => {
    const spread = (chart: ClusterChart) =>
      new Worker(chart, 'web', { image }).workload.placement.spreadAcross('zone', 'required');
    expect(complaints(spread, {})[0]?.message).toContain('cluster test has 0 zones, and a spread needs at least 2');
    const agent = (chart: ClusterChart) =>
      new NodeAgent(chart, 'agent', { image }).workload.placement.spreadAcross('host');
    expect(complaints(agent)[0]?.message).toContain('a DaemonSet has one pod a node already');
  });

  test('and topologySpread are two owners of one field', () => {
    const both = (chart: ClusterChart) =>
      new Worker(chart, 'web', { image, topologySpread: [], placement: { spreadAcross: { host: 'required' } } });
    expect(complaints(both)).toMatchObject([
      { id: 'unique-field-owner', fix: 'leave one of them out: "topologySpread" or "placement.spreadAcross"' },
    ]);
  });
});

describe('colocateWith and avoid', () => {
  test('are affinity by the labels of the other, in its namespace', () => {
    const objects = renderChart((chart) => {
      const cache = new Worker(chart, 'cache', { image });
      const other = new ClusterChart(chart, 'other', { namespace: 'other' });
      const noisy = new Worker(other, 'noisy', { image });
      new Worker(chart, 'web', { image }).workload.placement
        .colocateWith(cache, { topology: 'zone' })
        .avoid(noisy, { strength: 'required' });
    });
    expect(templateOf(objects.get('Deployment/web')).spec.affinity).toEqual({
      podAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'cache' } },
              topologyKey: 'topology.kubernetes.io/zone',
            },
          },
        ],
      },
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'noisy' } },
            topologyKey: 'kubernetes.io/hostname',
            namespaces: ['other'],
          },
        ],
      },
    });
  });

  test.each([
    ['1.30', undefined],
    ['1.31', ['pod-template-hash']],
  ] as const)('of itself lets a Deployment roll, from Kubernetes 1.31 on: %s', (kubernetesVersion, keys) => {
    const objects = renderChart(
      (chart) => {
        const web = new Worker(chart, 'web', { image });
        web.workload.placement.avoid(web, { strength: 'required' });
      },
      { kubernetesVersion },
    );
    const affinity = templateOf(objects.get('Deployment/web')).spec.affinity as {
      podAntiAffinity: Record<string, { matchLabelKeys?: string[] }[]>;
    };
    expect(affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution?.[0]?.matchLabelKeys).toEqual(keys);
  });
});

test('a store keeps what its pattern wants of hosts and zones, and gets what is declared besides', () => {
  const objects = renderChart((chart) => {
    const store = new ShardedStore(chart, 'store', {
      image,
      ports: [Port.tcp(5432)],
      shards: 1,
      replicas: 2,
      zones: ['a'],
      placement: { onNodes: [{ key: 'disk', values: ['ssd'] }], spreadAcross: { host: 'required' } },
    });
    const noisy = new Worker(chart, 'noisy', { image });
    for (const { workload } of store.shards) workload.placement.avoid(noisy);
  }, pools);
  const spec = templateOf(objects.get('StatefulSet/store-0')).spec;
  expect(spec.affinity).toMatchObject({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['a'] },
              { key: 'disk', operator: 'In', values: ['ssd'] },
            ],
          },
        ],
      },
    },
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }],
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100 }],
    },
  });
  expect(spec.topologySpreadConstraints).toMatchObject([{ whenUnsatisfiable: 'DoNotSchedule' }]);
});

test('onNodes is one term, of which all must hold, and one preference each', () => {
  const rules = [
    { key: 'disk', values: ['ssd'] },
    { key: 'cores', operator: 'Gt', values: ['4'] },
    { key: 'old', operator: 'DoesNotExist', strength: 'preferred' },
  ] as const;
  expect(podSpec({ onNodes: rules }).affinity).toEqual({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: 'disk', operator: 'In', values: ['ssd'] },
              { key: 'cores', operator: 'Gt', values: ['4'] },
            ],
          },
        ],
      },
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, preference: { matchExpressions: [{ key: 'old', operator: 'DoesNotExist' }] } },
      ],
    },
  });
});

test('priority, runtime and scheduler are names', () => {
  const objects = renderChart((chart) => {
    const priority = new PriorityClass(chart, 'high', { value: 1000 });
    new WebService(chart, 'web', {
      image,
      port: Port.http(8080),
      placement: { priority, runtime: 'gvisor', scheduler: 'packing' },
    });
  });
  expect(templateOf(objects.get('Deployment/web')).spec).toMatchObject({
    priorityClassName: 'high-1000',
    runtimeClassName: 'gvisor',
    schedulerName: 'packing',
  });
});

test('a cdk8s-plus workload is placed like a blueprint', () => {
  const objects = renderChart((chart) => {
    const plus = new Deployment(chart, 'plus', { containers: [{ image }] });
    Workload.from(plus).placement.onPool('gpu');
  }, pools);
  expect(templateOf(objects.get('Deployment/plus')).spec.nodeSelector).toEqual({ accelerator: 'a100' });
});

test('a CronJob is placed at its own path', () => {
  const objects = renderChart((chart) => {
    new ScheduledJob(chart, 'nightly', { image, schedule: '0 3 * * *' }).workload.placement.onPool('gpu');
  }, pools);
  expect(objects.get('CronJob/nightly')).toMatchObject({
    spec: { jobTemplate: { spec: { template: { spec: { nodeSelector: { accelerator: 'a100' } } } } } },
  });
});

describe('queues and gangs', () => {
  const kueue = { queueing: { product: 'kueue', version: '0.19' } } as const;
  const volcano = { queueing: { product: 'volcano', version: '1.13' } } as const;

  test('Kueue knows the queue by a label, and suspends the Job itself', () => {
    const objects = renderChart((chart) => {
      new BatchJob(chart, 'train', { image }).workload.placement.queue('team-a');
      new ScheduledJob(chart, 'nightly', { image, schedule: '0 3 * * *' }).workload.placement.queue('team-a');
    }, kueue);
    const label = { 'kueue.x-k8s.io/queue-name': 'team-a' };
    expect(objects.get('Job/train')).toMatchObject({ metadata: { labels: label } });
    expect(objects.get('Job/train')?.spec).not.toHaveProperty('suspend');
    expect(objects.get('CronJob/nightly')).toMatchObject({ spec: { jobTemplate: { metadata: { labels: label } } } });
  });

  test('Volcano gets a PodGroup, which the pods name', () => {
    const objects = renderChart((chart) => {
      new BatchJob(chart, 'train', { image }).workload.placement.queue('team-a').gang(4);
    }, volcano);
    expect(objects.get('PodGroup/train')).toMatchObject({ spec: { minMember: 4, queue: 'team-a' } });
    expect(templateOf(objects.get('Job/train'))).toMatchObject({
      metadata: { annotations: { 'scheduling.k8s.io/group-name': 'train' } },
      spec: { schedulerName: 'volcano' },
    });
  });

  test('Coscheduling gets a PodGroup, which the pods name by a label', () => {
    const objects = renderChart(
      (chart) => {
        new BatchJob(chart, 'train', { image }).workload.placement.queue('team-a').gang(4);
      },
      {
        ...kueue,
        gangScheduling: { product: 'coscheduling', schedulerName: 'gangs' },
      },
    );
    expect(objects.get('PodGroup/train')).toMatchObject({
      apiVersion: 'scheduling.x-k8s.io/v1alpha1',
      spec: { minMember: 4 },
    });
    expect(objects.get('Job/train')).toMatchObject({ metadata: { labels: { 'kueue.x-k8s.io/queue-name': 'team-a' } } });
    expect(templateOf(objects.get('Job/train'))).toMatchObject({
      metadata: { labels: { 'scheduling.x-k8s.io/pod-group': 'train' } },
      spec: { schedulerName: 'gangs' },
    });
  });

  test.each<[ClusterProps['kubernetesVersion'], object, object]>([
    [
      '1.35',
      {
        apiVersion: 'scheduling.k8s.io/v1alpha1',
        kind: 'Workload',
        spec: { podGroups: [{ name: 'pods', policy: { gang: { minCount: 4 } } }] },
      },
      { workloadRef: { name: 'train', podGroup: 'pods' } },
    ],
    [
      '1.36',
      {
        apiVersion: 'scheduling.k8s.io/v1alpha2',
        kind: 'PodGroup',
        spec: { schedulingPolicy: { gang: { minCount: 4 } } },
      },
      { schedulingGroup: { podGroupName: 'train' } },
    ],
    [
      '1.37',
      {
        apiVersion: 'scheduling.k8s.io/v1beta1',
        kind: 'PodGroup',
        spec: { schedulingPolicy: { gang: { minCount: 4 } } },
      },
      { schedulingGroup: { podGroupName: 'train' } },
    ],
  ])('Kubernetes %s has gangs of its own', (kubernetesVersion, group, spec) => {
    const objects = renderChart(
      (chart) => {
        new BatchJob(chart, 'train', { image }).workload.placement.gang(4);
      },
      { kubernetesVersion, gangScheduling: { product: 'kubernetes' } },
    );
    expect(objects.get('PodGroup/train') ?? objects.get('Workload/train')).toMatchObject(group);
    const template = templateOf(objects.get('Job/train'));
    expect(template).toMatchObject({ spec });
    expect(template).not.toHaveProperty('spec.schedulerName');
  });

  test('Kueue starts all pods of a Job in a queue, where it waits for them', () => {
    const waits = { queueing: { ...kueue.queueing, waitForPodsReady: true } };
    const objects = renderChart((chart) => {
      new BatchJob(chart, 'train', { image }).workload.placement.queue('team-a').gang(4);
    }, waits);
    expect([...objects.keys()].filter((key) => key.startsWith('PodGroup'))).toEqual([]);
    const place = (declare: (chart: ClusterChart) => unknown) => complaints(declare, waits);
    expect(place((chart) => new BatchJob(chart, 'train', { image }).workload.placement.gang(4))).toMatchObject([
      { message: 'placement.gang: Forbidden: Kueue holds back what is in one of its queues alone' },
    ]);
    expect(place((chart) => new Worker(chart, 'web', { image }).workload.placement.queue('a').gang(4))).toMatchObject([
      {
        message:
          'placement.gang: Forbidden: Kueue starts the pods of a Job together, and those of a Deployment one by one',
      },
    ]);
  });

  test.each<[string, Partial<ClusterProps>, string]>([
    [
      'Kubernetes before 1.35',
      { kubernetesVersion: '1.34', gangScheduling: { product: 'kubernetes' } },
      'gangScheduling.product\n  Invalid value: "kubernetes": Kubernetes 1.34 has no gangs of its own',
    ],
    [
      'Volcano, which has gangs itself',
      { ...volcano, gangScheduling: { product: 'coscheduling' } },
      'gangScheduling\n  Forbidden: Volcano, as queueing, starts the pods of a gang together itself',
    ],
  ])('what starts gangs is refused beside %s', (_, props, message) => {
    expect(() => complaints(() => undefined, props)).toThrow(message);
  });

  test('the runs of a CronJob cannot be gangs', () => {
    const declare = (chart: ClusterChart) =>
      new ScheduledJob(chart, 'nightly', { image, schedule: '0 3 * * *' }).workload.placement.gang(4);
    expect(complaints(declare, { gangScheduling: { product: 'coscheduling' } })).toMatchObject([
      { message: 'placement.gang: Forbidden: the runs of a CronJob would share one PodGroup' },
    ]);
  });

  test.each<[string, Partial<ClusterProps>, (job: Workload) => unknown, string, string]>([
    [
      'a queue where nothing queues',
      {},
      (job) => job.placement.queue('a'),
      'placement.queue: Not found: "a": cluster test has no queueing',
      "product: 'kueue'",
    ],
    [
      'a gang where nothing starts pods together',
      { kubernetesVersion: '1.36' },
      (job) => job.placement.gang(2),
      'placement.gang: Forbidden: nothing in cluster test starts the pods of a Job together',
      "gangScheduling: { product: 'coscheduling' }, or gangScheduling: { product: 'kubernetes' }, with its feature gate, or queueing: { product: 'volcano', version }",
    ],
    [
      'a gang where Kueue counts quota alone',
      kueue,
      (job) => job.placement.queue('a').gang(2),
      'placement.gang: Forbidden: Kueue counts quota in cluster test, not whether the pods of a Job find nodes',
      'waitForPodsReady: true beside queueing',
    ],
  ])('%s is an error', (_, props, place, message, fix) => {
    const found = complaints((chart) => place(new BatchJob(chart, 'train', { image }).workload), props);
    expect(found).toMatchObject([{ message }]);
    expect(found[0]?.fix).toContain(fix);
  });
});

describe('what JavaScript lets through', () => {
  test.each<[object, string]>([
    [{ onpool: 'gpu' }, 'placement.onpool\n  unknown field; did you mean "onPool"?'],
    [{ spreadAcross: { zones: 'required' } }, 'placement.spreadAcross.zones\n  unknown field; did you mean "zone"?'],
    [
      { spreadAcross: { zone: 'hard' } },
      'placement.spreadAcross.zone\n  Unsupported value: "hard": supported values: required, preferred',
    ],
    [{ spreadAcross: { zone: { maxSkew: 0 } } }, 'placement.spreadAcross.zone.maxSkew\n  Invalid value: 0'],
    [
      { spreadAcross: { zone: { minDomains: 2 } } },
      'placement.spreadAcross.zone.minDomains\n  Forbidden: may only be set where',
    ],
    [
      { avoid: [{ workload: 'cart' }] },
      'placement.avoid[0].workload\n  Invalid value: "cart": must be a blueprint or a Workload',
    ],
    [{ tolerate: [{ key: 'a', operator: 'Exist' }] }, 'fix:  write "Exists"'],
    [{ onNodes: [{ key: 'a', operator: 'in' }] }, 'placement.onNodes[0].operator\n  Unsupported value: "in"'],
    [{ gang: { minimum: 0 } }, 'placement.gang.minimum\n  Invalid value: 0'],
    [{ priority: 5 }, 'placement.priority\n  Invalid value: 5: must be a string'],
  ])('%j', (placement, message) => {
    expect(() => podSpec(placement)).toThrow(message);
  });

  test('a rule that is said twice', () => {
    expect(() =>
      renderChart((chart) =>
        new Worker(chart, 'web', { image, placement: { onPool: 'gpu' } }).workload.placement.onPool('general'),
      ),
    ).toThrow('placement.onPool\n  Duplicate value: it was set before');
  });
});

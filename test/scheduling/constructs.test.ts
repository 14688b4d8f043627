import { KarpenterNodePools, KubeScheduler, PriorityClass, RuntimeClass, type ClusterProps } from '../../lib';
import { renderChart } from '../example-fleet';

describe('a PriorityClass', () => {
  test('is named after what cannot be changed', () => {
    const names = [
      ...renderChart((chart) => {
        new PriorityClass(chart, 'high', { value: 1000, description: 'Serves customers.' });
        new PriorityClass(chart, 'batch', { value: -10, preemptionPolicy: 'Never' });
      }).keys(),
    ];
    expect(names).toEqual(expect.arrayContaining(['PriorityClass/high-1000', 'PriorityClass/batch-minus-10-never']));
  });

  test.each<[object, string]>([
    [
      { value: 2_000_000_000 },
      'value\n  Invalid value: 2000000000: must be between -2147483648 and 1000000000, inclusive',
    ],
    [{ value: 1, name: 'system-mine' }, 'names that start with "system-" are the cluster\'s own'],
    [{ value: 1, preemptionPolicy: 'never' }, 'fix:  write "Never"'],
    [{ valeu: 1 }, 'unknown field; did you mean "value"?'],
  ])('%j is refused', (props, message) => {
    expect(() => renderChart((chart) => new PriorityClass(chart, 'high', { value: 1, ...props }))).toThrow(message);
  });
});

test('a RuntimeClass has its overhead, and runs on the pool that has the runtime', () => {
  const nodePools = [
    {
      name: 'sandbox',
      labels: { sandbox: 'yes' },
      taints: [{ key: 'sandbox', effect: 'NoSchedule' }],
      allocatable: { cpu: '4', memory: '16Gi' },
      maximum: 2,
    },
  ] as const;
  const objects = renderChart(
    (chart) => {
      RuntimeClass.kata(chart, 'kata', { overhead: { cpu: '250m', memory: '160Mi' }, onPool: 'sandbox' });
      RuntimeClass.gvisor(chart);
    },
    { nodePools },
  );
  expect(objects.get('RuntimeClass/kata')).toMatchObject({
    handler: 'kata',
    overhead: { podFixed: { cpu: '250m', memory: '160Mi' } },
    scheduling: {
      nodeSelector: { sandbox: 'yes' },
      tolerations: [{ key: 'sandbox', operator: 'Exists', effect: 'NoSchedule' }],
    },
  });
  expect(objects.get('RuntimeClass/gvisor')).toMatchObject({ handler: 'runsc' });
});

test('Karpenter gets a NodePool and an EC2NodeClass for each pool that it makes', () => {
  const props: Partial<ClusterProps> = {
    region: 'eu-west-1',
    zones: ['eu-west-1a', 'eu-west-1b'],
    nodePools: [
      { name: 'fixed', allocatable: { cpu: '4', memory: '16Gi' }, maximum: 2 },
      {
        name: 'general',
        labels: { team: 'shop' },
        taints: [{ key: 'team', value: 'shop', effect: 'NoSchedule' }],
        instanceTypes: ['m7g.large'],
        zones: ['eu-west-1a'],
        maximum: 10,
        karpenter: {
          capacityTypes: ['spot'],
          architectures: ['arm64'],
          consolidationPolicy: 'WhenEmpty',
          expireAfter: '168h',
          ec2: { amiAlias: 'al2023@v20260801', role: 'nodes', subnetTags: { a: 'b' }, securityGroupTags: { c: 'd' } },
        },
      },
    ],
  };
  const objects = renderChart((chart) => new KarpenterNodePools(chart, 'pools'), props);
  expect([...objects.keys()].filter((key) => /NodePool|NodeClass/.test(key))).toEqual([
    'NodePool/general',
    'EC2NodeClass/general',
  ]);
  const oneOf = (key: string, value: string) => ({ key, operator: 'In', values: [value] });
  expect(objects.get('NodePool/general')?.spec).toEqual({
    template: {
      metadata: { labels: { team: 'shop' } },
      spec: {
        requirements: [
          oneOf('kubernetes.io/os', 'linux'),
          oneOf('kubernetes.io/arch', 'arm64'),
          oneOf('karpenter.sh/capacity-type', 'spot'),
          oneOf('node.kubernetes.io/instance-type', 'm7g.large'),
          oneOf('topology.kubernetes.io/zone', 'eu-west-1a'),
        ],
        taints: [{ key: 'team', value: 'shop', effect: 'NoSchedule' }],
        nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'general' },
        expireAfter: '168h',
      },
    },
    limits: { nodes: '10' },
    disruption: { consolidateAfter: '0s', consolidationPolicy: 'WhenEmpty' },
  });
});

describe('a KubeScheduler', () => {
  const network = { apiServer: { cidrs: ['10.0.0.1/32'], port: 443 } };
  const objects = renderChart(
    (chart) => new KubeScheduler(chart, 'packing', { profiles: [{ schedulerName: 'packing' }] }),
    { network },
  );

  test('is of the minor version of its cluster, and leads by a lease of its own', () => {
    expect(JSON.stringify(objects.get('Deployment/packing'))).toContain('registry.k8s.io/kube-scheduler:v1.33.0');
    const config = (objects.get('ConfigMap/packing') as unknown as { data: Record<string, string> }).data[
      'config.json'
    ];
    expect(JSON.parse(config ?? '')).toEqual({
      apiVersion: 'kubescheduler.config.k8s.io/v1',
      kind: 'KubeSchedulerConfiguration',
      leaderElection: { leaderElect: true, resourceName: 'packing', resourceNamespace: 'shop' },
      profiles: [{ schedulerName: 'packing' }],
    });
  });

  test('may do what a scheduler does, and hold its lease', () => {
    expect([...objects.keys()].filter((key) => /Role/.test(key))).toEqual([
      'ClusterRoleBinding/shop-packing-kube-scheduler',
      'ClusterRoleBinding/shop-packing-volume-scheduler',
      'RoleBinding/shop-packing-authentication-reader',
      'Role/packing-lease',
      'RoleBinding/packing-lease',
    ]);
  });

  test.each<[string, readonly string[], string]>([
    ['packing', [], 'at least one profile'],
    ['packing', ['a', 'a'], 'profiles[1].schedulerName\n  Duplicate value: "a"'],
    ['packing', ['default-scheduler'], 'profiles[0].schedulerName\n  Invalid value: "default-scheduler"'],
    ['kube-scheduler', ['a'], 'name\n  Invalid value: "kube-scheduler"'],
  ])('%s with the profiles %j is refused', (name, names, message) => {
    const fromPlainJavaScript: object = { name, profiles: names.map((schedulerName) => ({ schedulerName })) };
    const props = { profiles: [{ schedulerName: 'a' }] as const, ...fromPlainJavaScript };
    expect(() => renderChart((chart) => new KubeScheduler(chart, 'packing', props))).toThrow(message);
  });
});

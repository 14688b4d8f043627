import { Duration } from 'cdk8s';
import { ClusterChart, NodeAgent, Port, type NodeAgentProps, type PodSecurityLevel } from '../../lib';
import { exampleFleet, renderChart } from '../example-fleet';
import { rejection } from '../rejection';

const image = 'registry.example/agent:1.0.0';

function daemonSet(props: Partial<NodeAgentProps> = {}) {
  return renderChart((chart) => new NodeAgent(chart, 'agent', { image, ...props })).get('DaemonSet/agent');
}

function podSpec(props: Partial<NodeAgentProps>) {
  return (daemonSet(props) as unknown as { spec: { template: { spec: Record<string, unknown> } } }).spec.template.spec;
}

test('is one pod a node: a DaemonSet with its ServiceAccount, no Service and no budget', () => {
  const objects = renderChart((chart) => new NodeAgent(chart, 'agent', { image, ports: [Port.http(8080)] }));
  expect([...objects.keys()].filter((key) => key.endsWith('/agent'))).toEqual([
    'DaemonSet/agent',
    'ServiceAccount/agent',
    'NetworkPolicy/agent',
  ]);
});

test('has probes, resources and ports as every blueprint has them', () => {
  expect(
    podSpec({
      ports: [Port.http(8080)],
      probes: { readiness: { httpGet: { path: '/ready' }, period: Duration.seconds(5) } },
      resources: { requests: { cpu: '50m' } },
    }).containers,
  ).toMatchObject([
    {
      ports: [{ containerPort: 8080 }],
      readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 5 },
      resources: { requests: { cpu: '50m' } },
    },
  ]);
});

test('sees of its node what it names, and may change only what it says', () => {
  const spec = podSpec({
    hostPaths: {
      logs: { path: '/var/log', type: 'Directory' },
      state: { path: '/var/lib/agent', mountPath: '/state', writable: true },
    },
    volumes: [{ name: 'tmp', emptyDir: {} }],
    container: { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
  });
  expect(spec.volumes).toEqual([
    { name: 'logs', hostPath: { path: '/var/log', type: 'Directory' } },
    { name: 'state', hostPath: { path: '/var/lib/agent' } },
    { name: 'tmp', emptyDir: {} },
  ]);
  expect(spec.containers).toMatchObject([
    {
      volumeMounts: [
        { name: 'logs', mountPath: '/var/log', readOnly: true },
        { name: 'state', mountPath: '/state', readOnly: false },
        { name: 'tmp', mountPath: '/tmp' },
      ],
    },
  ]);
});

test('tolerates what it says, and with everywhere every taint', () => {
  const tolerations = [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }];
  expect(podSpec({})).not.toHaveProperty('tolerations');
  expect(podSpec({ tolerations }).tolerations).toEqual(tolerations);
  expect(podSpec({ everywhere: true }).tolerations).toEqual([{ operator: 'Exists' }]);
});

test('has the network of its node only where it says so, and finds Services all the same', () => {
  expect(podSpec({})).not.toHaveProperty('hostNetwork');
  expect(podSpec({ hostNetwork: false })).not.toHaveProperty('hostNetwork');
  expect(podSpec({ hostNetwork: true })).toMatchObject({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' });
  expect(podSpec({ hostNetwork: true, pod: { dnsPolicy: 'Default' } })).toMatchObject({ dnsPolicy: 'Default' });
});

test('says how it is updated and what gives way to it, and passes other fields through', () => {
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } };
  expect(
    daemonSet({ updateStrategy, priorityClassName: 'system-node-critical', daemonSet: { minReadySeconds: 5 } }),
  ).toMatchObject({
    spec: { updateStrategy, minReadySeconds: 5, template: { spec: { priorityClassName: 'system-node-critical' } } },
  });
});

test.each<[string, object, string]>([
  [
    'every taint and some',
    { everywhere: true, tolerations: [] },
    rejection('NodeAgent shop/agent', 'tolerations', 'Forbidden: everywhere tolerates every taint'),
  ],
  ['pod.tolerations', { pod: { tolerations: [] } }, 'use the prop tolerations'],
  ['pod.hostNetwork', { pod: { hostNetwork: true } }, 'use the prop hostNetwork'],
  ['daemonSet.updateStrategy', { daemonSet: { updateStrategy: { type: 'OnDelete' } } }, 'use the prop updateStrategy'],
])('refuses %s', (_, props, message) => {
  expect(() => daemonSet(props)).toThrow(message);
});

describe('what a Pod Security level forbids is a finding', () => {
  const idsAt = (podSecurity: PodSecurityLevel, props: Partial<NodeAgentProps>) =>
    exampleFleet((cluster) => {
      const chart = new ClusterChart(cluster, 'nodes', { namespace: { name: 'nodes', podSecurity } });
      new NodeAgent(chart, 'agent', { image, ...props });
    })
      .check('test')
      .findings.filter(({ severity, object }) => severity === 'error' && object.kind === 'DaemonSet')
      .map(({ path }) => path);

  test.each<[Partial<NodeAgentProps>, string]>([
    [{ hostPaths: { logs: { path: '/var/log' } } }, 'spec.template.spec.volumes[0].hostPath'],
    [{ hostNetwork: true }, 'spec.template.spec.hostNetwork'],
  ])('%j', (props, path) => {
    expect(idsAt('restricted', props)).toContain(path);
    expect(idsAt('baseline', props)).toContain(path);
    expect(idsAt('privileged', props)).not.toContain(path);
  });
});

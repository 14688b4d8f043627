import type { JsonObject } from '../../lib/manifest/objects/json';
import { answerFor, deployment, judge, node } from './objects';

const three = ['a', 'b', 'c'].map((zone) => node({ name: `n-${zone}`, zone }));
const web = (replicas: number, pod: JsonObject = {}) => deployment({ name: 'web', replicas, pod });

describe('a VerticalPodAutoscaler', () => {
  const scaler = (policy: JsonObject | undefined, updateMode = 'Recreate') => ({
    apiVersion: 'autoscaling.k8s.io/v1',
    kind: 'VerticalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      updatePolicy: { updateMode },
      ...(policy && { resourcePolicy: { containerPolicies: [{ containerName: '*', ...policy }] } }),
    },
  });
  const bounded = { maxAllowed: { cpu: '2', memory: '2Gi' } };
  const about = (replicas: number, policy?: JsonObject, updateMode?: string) =>
    answerFor(judge([web(replicas), scaler(policy, updateMode)], three), 'web');

  test('counts with what it may raise the requests to', () => {
    expect(about(6, bounded)).toMatchObject({ status: 'proved' });
    expect(about(6, bounded).podRequests.get('cpu')).toBe(2000);
    expect(about(7, bounded)).toMatchObject({ status: 'violated', resource: 'cpu' });
  });

  test('proves nothing where a resource has no bound', () => {
    const reasons = ['VerticalPodAutoscaler web changes its requests, without a maxAllowed for each'];
    expect(about(1)).toMatchObject({ status: 'unproved', reasons });
    expect(about(1, { maxAllowed: { cpu: '2' } })).toMatchObject({ status: 'unproved', reasons });
    expect(about(1, { maxAllowed: { cpu: '2' }, controlledResources: ['cpu'] })).toMatchObject({ status: 'proved' });
  });

  test('that only recommends changes nothing', () => {
    expect(about(12, bounded, 'Off').status).toBe('proved');
    expect(about(12, { mode: 'Off' }).status).toBe('proved');
  });

  test.each(['Recreate', 'Off'])('that boosts CPU at the start proves nothing, in mode %s', (mode) => {
    const startupBoost = { cpu: { type: 'Factor', factor: 2 } };
    const { spec, ...rest } = scaler(bounded, mode);
    const ofAll = answerFor(judge([web(1), { ...rest, spec: { ...spec, startupBoost } }], three), 'web');
    const reasons = ['VerticalPodAutoscaler web raises its CPU while it starts'];
    expect(ofAll).toMatchObject({ status: 'unproved', reasons });
    expect(about(1, { ...bounded, startupBoost }, mode)).toMatchObject({ status: 'unproved', reasons });
  });

  test('raises limits in proportion, which quotas count', () => {
    const containers = [
      { name: 'app', image: 'a:1', resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2' } } },
    ];
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'q', namespace: 'shop' },
      spec: { hard: { 'limits.cpu': '3' } },
    };
    const { quotas } = judge([web(1, { containers }), scaler(bounded), quota], three);
    expect(quotas).toMatchObject([{ status: 'violated', entries: [{ key: 'limits.cpu', used: 4000 }] }]);
  });
});

describe('volumes', () => {
  const claim = (spec: JsonObject) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'shop' },
    spec,
  });
  const pod = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
  const zoneIn = (zone: string) => [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] }];

  test('that are there keep their pod where they are', () => {
    const volume = (zone: string) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'pv' },
      spec: { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: zoneIn(zone) }] } } },
    });
    const about = (zone: string, replicas = 1) =>
      answerFor(judge([web(replicas, pod), claim({ volumeName: 'pv' }), volume(zone)], three), 'web');
    expect(about('b')).toMatchObject({ status: 'proved', placed: [{ node: 'n-b', count: 1 }] });
    expect(about('b', 5)).toMatchObject({
      status: 'violated',
      reasons: ['4 of 5 pods fit on the 1 nodes that take them'],
    });
    expect(about('d')).toMatchObject({ status: 'violated', refused: [{ filter: 'VolumeBinding' }, {}, {}] });
  });

  test('are made where their class allows it', () => {
    const storageClass = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
      provisioner: 'ebs.csi.aws.com',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['a', 'b'] }] }],
    };
    const about = (replicas: number) =>
      answerFor(judge([web(replicas, pod), claim({ storageClassName: 'fast' }), storageClass], three), 'web');
    expect(about(8).status).toBe('proved');
    expect(about(9)).toMatchObject({ status: 'violated', reasons: ['8 of 9 pods fit on the 2 nodes that take them'] });
  });

  test('of which nothing is in the tree prove nothing', () => {
    expect(answerFor(judge([web(1, pod), claim({ volumeName: 'pv' })], three), 'web').status).toBe('unproved');
  });
});

test('a DaemonSet that surges may have two pods on a node: what fits only without is not proved', () => {
  const agent = deployment({
    name: 'agent',
    kind: 'DaemonSet',
    cpu: '1',
    spec: { updateStrategy: { rollingUpdate: { maxSurge: 1 } } },
  });
  const about = (replicas: number, surge: boolean) => answerFor(judge([agent, web(replicas)], three, { surge }), 'web');
  expect(about(9, false).status).toBe('proved');
  expect(about(9, true)).toMatchObject({ status: 'violated' });
  const still = deployment({ name: 'web', replicas: 7, spec: { strategy: { type: 'Recreate' } } });
  expect(answerFor(judge([agent, still], three, { surge: true }), 'web')).toMatchObject({
    status: 'unproved',
    reasons: ['while DaemonSet shop/agent is rolled, two of its pods may share a node'],
  });
});

test('a quota of a StorageClass counts the claims of that class', () => {
  const claim = (name: string, storageClassName?: string) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'shop' },
    spec: { ...(storageClassName && { storageClassName }), resources: { requests: { storage: '10Gi' } } },
  });
  const quota = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'q', namespace: 'shop' },
    spec: {
      hard: {
        'fast.storageclass.storage.k8s.io/requests.storage': '15Gi',
        'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '1',
      },
    },
  };
  const about = (...claims: readonly ReturnType<typeof claim>[]) => judge([quota, ...claims], three).quotas[0]?.status;
  const withDefault = (name: string, ...claims: readonly ReturnType<typeof claim>[]) =>
    judge([quota, ...claims], three, { storageClasses: [{ name, default: true }] }).quotas[0]?.status;
  expect(about(claim('a', 'fast'), claim('b', 'slow'))).toBe('proved');
  expect(about(claim('a', 'fast'), claim('b', 'fast'))).toBe('violated');
  expect(about(claim('a', 'fast'), claim('b'))).toBe('unproved');
  expect(withDefault('fast', claim('a', 'fast'), claim('b'))).toBe('violated');
  expect(withDefault('slow', claim('a', 'fast'), claim('b'))).toBe('proved');
});

import { barePod, deployment, lines, networkPolicy, passes, reach } from '../tree';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { unknownValue } from '../../../lib/manifest/pods/selects-pod';
import { MalformedPolicies } from '../../../lib/reach/policies/policy-problem';

function ownedBy(kind: string, name: string, apiVersion = 'apps/v1') {
  return { ownerReferences: [{ apiVersion, kind, name, uid: 'u', controller: true }] };
}

const nameOfEach = (...objects: readonly Manifest[]) =>
  reach(...objects).workloads.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`);

test('every kind that makes pods is a workload', () => {
  const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [] } };
  const kinds = [
    ['apps/v1', 'DaemonSet', { template }],
    ['apps/v1', 'Deployment', { template }],
    ['apps/v1', 'ReplicaSet', { template }],
    ['apps/v1', 'StatefulSet', { template }],
    ['batch/v1', 'CronJob', { jobTemplate: { spec: { template } } }],
    ['batch/v1', 'Job', { template }],
    ['v1', 'Pod', { containers: [] }],
    ['v1', 'ReplicationController', { template }],
  ] as const;
  const objects = kinds.map(([apiVersion, kind, spec]) => ({
    apiVersion,
    kind,
    metadata: { name: 'x', namespace: 'a' },
    spec,
  }));
  expect(nameOfEach(...objects)).toEqual(kinds.map(([, kind]) => `${kind} a/x`).sort());
});

test('custom resources with a template of pods are workloads, of their own kind', () => {
  const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [] } };
  const kinds = [
    ['apps.kruise.io/v1alpha1', 'CloneSet', { template }],
    ['apps.openshift.io/v1', 'DeploymentConfig', { template }],
    ['argoproj.io/v1alpha1', 'Rollout', { template }],
    ['keda.sh/v1alpha1', 'ScaledJob', { jobTargetRef: { template } }],
    ['serving.knative.dev/v1', 'Service', { template }],
    ['kubevirt.io/v1', 'VirtualMachine', { template: { ...template, spec: { domain: {} } } }],
  ] as const;
  const objects = kinds.map(([apiVersion, kind, spec]) => ({
    apiVersion,
    kind,
    metadata: { name: 'x', namespace: 'a' },
    spec,
  }));
  expect(nameOfEach(...objects)).toEqual(kinds.map(([, kind]) => `${kind} a/x`));
  for (const object of objects) {
    const deny = networkPolicy('a/x', { podSelector: { matchLabels: { app: 'x' } } });
    expect(passes(reach(object, deny), '8.8.8.8', 'a/x')).toBe('no connection');
  }
});

test('pods of a Knative Service carry its name', () => {
  const knative = {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: 'x', namespace: 'a' },
    spec: { template: { spec: { containers: [] } } },
  };
  const deny = networkPolicy('a/x', { podSelector: { matchLabels: { 'serving.knative.dev/service': 'x' } } });
  expect(passes(reach(knative, deny), '8.8.8.8', 'a/x')).toBe('no connection');
});

test('pods that a custom resource made are described by its template', () => {
  const config = { ...deployment('a/x'), apiVersion: 'apps.openshift.io/v1', kind: 'DeploymentConfig' };
  const controller = {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name: 'x-1', namespace: 'a', ...ownedBy('DeploymentConfig', 'x', 'apps.openshift.io/v1') },
    spec: { template: { metadata: { labels: { app: 'x', deployment: 'x-1' } }, spec: { containers: [] } } },
  };
  const pod = barePod('a/x-1-abc', { app: 'x', deployment: 'x-1' }, ownedBy('ReplicationController', 'x-1', 'v1'));
  const policy = networkPolicy('a/x', { podSelector: { matchLabels: { deployment: 'x-1' } } });
  const reachability = reach(pod, controller, config, policy);
  expect(reachability.workloads.map(({ kind, labels }) => [kind, labels])).toEqual([
    ['DeploymentConfig', [{ app: 'x', deployment: unknownValue, deploymentconfig: 'x' }]],
  ]);
});

test('a PodTemplate is no workload: nothing runs it', () => {
  const template = { metadata: {}, spec: { containers: [] } };
  expect(
    nameOfEach({ apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'x', namespace: 'a' }, template }),
  ).toEqual([]);
});

test('a workload without a namespace is in default', () => {
  const { apiVersion, kind, spec } = deployment('a/x');
  expect(nameOfEach({ apiVersion, kind, metadata: { name: 'x' }, spec })).toEqual(['Deployment default/x']);
});

test('pods of one owner are one workload, named after the owner even where it is not in the tree', () => {
  const pods = ['x-1', 'x-2'].map((name) => barePod(`a/${name}`, { app: 'x' }, ownedBy('ReplicaSet', 'x')));
  expect(nameOfEach(...pods)).toEqual(['ReplicaSet a/x']);
});

test('pods collapse into the Deployment on top of their chain of owners', () => {
  const replicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'x-5d8', namespace: 'a', ...ownedBy('Deployment', 'x') },
    spec: { template: { metadata: { labels: { app: 'x' } }, spec: { containers: [] } } },
  };
  const pod = barePod('a/x-5d8-abc', { app: 'x', 'pod-template-hash': '5d8' }, ownedBy('ReplicaSet', 'x-5d8'));
  expect(nameOfEach(deployment('a/x'), replicaSet, pod)).toEqual(['Deployment a/x']);
});

test('owners that name each other end the search', () => {
  const a = barePod('n/a', {}, ownedBy('Pod', 'b', 'v1'));
  const b = barePod('n/b', {}, ownedBy('Pod', 'a', 'v1'));
  expect(nameOfEach(a, b).length).toBeGreaterThan(0);
});

describe('pods of one owner with different labels', () => {
  const pods = [
    barePod('a/x-1', { app: 'x', role: 'leader' }, ownedBy('ReplicaSet', 'x')),
    barePod('a/x-2', { app: 'x', role: 'follower' }, ownedBy('ReplicaSet', 'x')),
  ];
  test('are one workload where no selector tells them apart', () => {
    const policy = networkPolicy('a/x', { podSelector: { matchLabels: { app: 'x' } } });
    expect(passes(reach(...pods, deployment('a/y'), policy), 'a/y', 'a/x')).toBe('no connection');
  });
  test('are an error where the subject of a policy tells them apart', () => {
    const policy = networkPolicy('a/x', { podSelector: { matchLabels: { role: 'leader' } } });
    expect(() => reach(...pods, policy)).toThrow(
      /spec\.podSelector\n {2}Invalid value: it selects some pods of ReplicaSet a\/x/,
    );
  });
  test('are an error where a peer tells them apart', () => {
    const from = [{ podSelector: { matchExpressions: [{ key: 'role', operator: 'NotIn', values: ['leader'] }] } }];
    const policy = networkPolicy('a/y', { podSelector: {}, ingress: [{ from }] });
    expect(() => reach(...pods, deployment('a/y'), policy)).toThrow(MalformedPolicies);
  });
});

test('a workload is not listed as reaching itself, and pods of it are asked about by its name', () => {
  const reachability = reach(deployment('a/x'), networkPolicy('a/deny', { podSelector: {} }));
  expect(lines(reachability)).toEqual(['a/x -> 0.0.0.0-255.255.255.255: all connections']);
  expect(passes(reachability, 'a/x', 'a/x')).toBe('no connection');
});

describe('pods in the network of their node', () => {
  const host = deployment('a/host', { spec: { hostNetwork: true } });
  test('are isolated by no policy', () => {
    expect(passes(reach(host, networkPolicy('a/deny', { podSelector: {} })), '8.8.8.8', 'a/host')).toBe(
      'all connections',
    );
  });
  test('are selected as a peer by no policy', () => {
    const policy = networkPolicy('a/x', {
      podSelector: { matchLabels: { app: 'x' } },
      ingress: [{ from: [{ podSelector: {} }] }],
    });
    expect(passes(reach(host, deployment('a/x'), policy), 'a/host', 'a/x')).toBe('no connection');
  });
  test('are named among the assumptions', () => {
    expect(reach(host).assumptions.join('\n')).toContain(
      'No policy selects pods in the network of their node; as peers they are nodes, which rules about everyone or about nodes name, and others may by their addresses: Deployment a/host.',
    );
  });
});

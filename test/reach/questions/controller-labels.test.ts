import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { ConnectionSet } from '../../../lib/reach/sets/connection-set';
import type { Reachability } from '../../../lib/reach/questions/reachability';
import { ciliumNetworkPolicy, clusterNetworkPolicy, deployment, networkPolicy, reach, service } from '../tree';

const http = ConnectionSet.port('TCP', 80);
const client = deployment('d/client');
const isolated = networkPolicy('d/isolated', { podSelector: {}, policyTypes: ['Ingress'] });

function statefulSet(name: string, spec: JsonObject): Manifest {
  const { spec: made = {} } = deployment(`d/${name}`);
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, namespace: 'd' }, spec: { ...made, ...spec } };
}

function job(kind: 'Job' | 'CronJob', spec: JsonObject = {}): Manifest {
  const template = { ...deployment('d/import').spec.template };
  const job = { ...spec, template };
  return {
    apiVersion: 'batch/v1',
    kind,
    metadata: { name: 'import', namespace: 'd' },
    spec: kind === 'Job' ? job : { schedule: '@daily', jobTemplate: { spec: job } },
  };
}

/** Lets everyone in at the pods that a selector takes. */
function opened(podSelector: JsonObject, name = 'opened'): Manifest {
  return networkPolicy(`d/${name}`, { podSelector, policyTypes: ['Ingress'], ingress: [{}] });
}

function verdict(reachability: Reachability, from: string, to: string): 'allowed' | 'denied' | 'some' | 'unproved' {
  const answer = reachability.between(from, to);
  const { least, most } = answer.bounds;
  if (least.allowed.includes(http)) return 'allowed';
  if (most.allowedForSome.intersect(http).isEmpty) return 'denied';
  return answer.bounds.reasons.length > 0 ? 'unproved' : 'some';
}

describe('a replica that a label of its own names', () => {
  const podName = (name: string) => ({ matchLabels: { 'statefulset.kubernetes.io/pod-name': name } });

  test('is one pod of three: the policy opens it, and not the others', () => {
    const found = reach(client, statefulSet('db', { replicas: 3 }), isolated, opened(podName('db-0')));

    expect(verdict(found, 'd/client', 'd/db-0')).toBe('allowed');
    expect(verdict(found, 'd/client', 'StatefulSet d/db')).toBe('some');
    expect(verdict(found, 'd/client', 'd/db')).toBe('some');
    expect(found.workloads.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'Deployment client',
      'StatefulSet db',
      'Pod db-0',
    ]);
  });

  test('is all there is where there is one replica', () => {
    const found = reach(client, statefulSet('db', { replicas: 1 }), isolated, opened(podName('db-0')));

    expect(verdict(found, 'd/client', 'd/db')).toBe('allowed');
    expect(found.workloads).toHaveLength(2);
  });

  test('is no pod beyond the number of replicas', () => {
    const found = reach(client, statefulSet('db', { replicas: 3 }), isolated, opened(podName('db-3')));

    expect(verdict(found, 'd/client', 'd/db')).toBe('denied');
  });

  test('may be there where an autoscaler adds replicas', () => {
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' };
    const autoscaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'db', namespace: 'd' },
      spec: { scaleTargetRef, maxReplicas: 5 },
    };
    const found = reach(client, statefulSet('db', {}), autoscaler, isolated, opened(podName('db-3')));

    expect(verdict(found, 'd/client', 'd/db-3')).toBe('allowed');
    expect(verdict(found, 'd/client', 'd/db')).toBe('some');
  });

  test('is counted from where the ordinals start', () => {
    const database = statefulSet('db', { replicas: 2, ordinals: { start: 5 } });
    const found = reach(client, database, isolated, opened(podName('db-5'), 'one'), opened(podName('db-6'), 'two'));

    expect(verdict(found, 'd/client', 'd/db')).toBe('allowed');
  });

  test('has a name and a number that belong together', () => {
    const matchLabels = { 'statefulset.kubernetes.io/pod-name': 'db-0', 'apps.kubernetes.io/pod-index': '1' };
    const found = reach(client, statefulSet('db', { replicas: 3 }), isolated, opened({ matchLabels }));

    expect(verdict(found, 'd/client', 'd/db')).toBe('denied');
  });

  test('is one of the clients of a policy', () => {
    const from = [
      { podSelector: { matchExpressions: [{ key: 'apps.kubernetes.io/pod-index', operator: 'In', values: ['0'] }] } },
    ];
    const policy = networkPolicy('d/client', { podSelector: { matchLabels: { app: 'client' } }, ingress: [{ from }] });
    const found = reach(client, statefulSet('db', { replicas: 3 }), policy);

    expect(verdict(found, 'd/db-0', 'd/client')).toBe('allowed');
    expect(verdict(found, 'd/db', 'd/client')).toBe('some');
  });

  test('is told from the others by a policy of the cluster', () => {
    const denied = clusterNetworkPolicy('first', {
      tier: 'Admin',
      priority: 1,
      subject: { pods: { namespaceSelector: {}, podSelector: podName('db-0') } },
      ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }],
    });
    const found = reach(client, statefulSet('db', { replicas: 3 }), denied);

    expect(verdict(found, 'd/client', 'd/db-0')).toBe('denied');
    expect(verdict(found, 'd/client', 'd/db')).toBe('some');
  });

  test('is the only one behind a Service of its own', () => {
    const ingress = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'db-0', namespace: 'd' },
      spec: { defaultBackend: { service: { name: 'db-0', port: { number: 80 } } } },
    };
    const selector = { 'statefulset.kubernetes.io/pod-name': 'db-0' };
    const found = reach(
      statefulSet('db', { replicas: 3 }),
      service('d/db-0', { selector, ports: [{ port: 80 }] }),
      ingress,
    );

    expect(verdict(found, 'ingress-controller', 'd/db-0')).toBe('allowed');
    expect(verdict(found, 'ingress-controller', 'd/db')).toBe('some');
  });

  test('is an index of an indexed Job', () => {
    const selector = { matchLabels: { 'batch.kubernetes.io/job-completion-index': '0' } };
    const found = reach(client, job('Job', { completionMode: 'Indexed', completions: 2 }), isolated, opened(selector));

    expect(verdict(found, 'd/client', 'd/import-0')).toBe('allowed');
    expect(verdict(found, 'd/client', 'd/import')).toBe('some');
  });

  test('is not known to Cilium, unless it is configured to keep the label', () => {
    const policy = ciliumNetworkPolicy('d/db', {
      endpointSelector: podName('db-0'),
      ingress: [{ fromEntities: ['all'] }],
    });
    const found = reach(client, statefulSet('db', { replicas: 1 }), isolated, policy);

    expect(verdict(found, 'd/client', 'd/db')).toBe('unproved');
  });
});

describe('a label whose value only a controller knows', () => {
  const stateful = statefulSet('web', { replicas: 2 });
  const daemonSet = { ...deployment('d/web'), kind: 'DaemonSet' };

  test.each<[string, string, Manifest]>([
    ['pod-template-hash', 'Deployment', deployment('d/web')],
    ['controller-revision-hash', 'StatefulSet', stateful],
    ['controller-revision-hash', 'DaemonSet', daemonSet],
    ['pod-template-generation', 'DaemonSet', daemonSet],
    [
      'rollouts-pod-template-hash',
      'Rollout',
      { ...deployment('d/web'), apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' },
    ],
    ['topology.kubernetes.io/zone', 'Deployment', deployment('d/web')],
    ['linkerd.io/control-plane-ns', 'Deployment', deployment('d/web')],
  ])('leaves unproved what a policy by %s opens: %s', (key, _, workload) => {
    const found = reach(client, workload, isolated, opened({ matchLabels: { app: 'web', [key]: 'abc' } }));

    expect(verdict(found, 'd/client', 'd/web')).toBe('unproved');
    expect(found.between('d/client', 'd/web').bounds.reasons).toEqual([
      expect.stringContaining(`NetworkPolicy d/opened spec.podSelector: ${key} of `),
    ]);
    expect(verdict(found, 'd/web', 'd/client')).not.toBe('allowed');
  });

  test('is none that a pod lacks: DoesNotExist never takes it', () => {
    const matchExpressions = [{ key: 'pod-template-hash', operator: 'DoesNotExist' }];
    const found = reach(client, deployment('d/web'), isolated, opened({ matchExpressions }));

    expect(verdict(found, 'd/client', 'd/web')).toBe('denied');
  });

  test('is there: Exists takes every pod that has it', () => {
    const matchExpressions = [{ key: 'pod-template-hash', operator: 'Exists' }];
    const found = reach(client, deployment('d/web'), isolated, opened({ matchExpressions }));

    expect(verdict(found, 'd/client', 'd/web')).toBe('allowed');
  });

  test('decides nothing where other labels do', () => {
    const other = { matchLabels: { app: 'other', 'pod-template-hash': 'abc' } };
    const found = reach(client, deployment('d/web'), isolated, opened(other));

    expect(verdict(found, 'd/client', 'd/web')).toBe('denied');
  });

  test('leaves unproved whom a rule lets in', () => {
    const from = [{ podSelector: { matchLabels: { 'pod-template-hash': 'abc' } } }];
    const policy = networkPolicy('d/client', { podSelector: { matchLabels: { app: 'client' } }, ingress: [{ from }] });
    const found = reach(client, deployment('d/web'), policy);

    expect(verdict(found, 'd/web', 'd/client')).toBe('unproved');
  });
});

describe('the name of a Job', () => {
  test.each(['job-name', 'batch.kubernetes.io/job-name'])('is the value of %s on its pods', (key) => {
    const found = reach(client, job('Job'), isolated, opened({ matchLabels: { [key]: 'import' } }));

    expect(verdict(found, 'd/client', 'd/import')).toBe('allowed');
    expect(
      verdict(reach(client, job('Job'), isolated, opened({ matchLabels: { [key]: 'other' } })), 'd/client', 'd/import'),
    ).toBe('denied');
  });

  test('is not known of the Jobs that a CronJob makes', () => {
    const found = reach(client, job('CronJob'), isolated, opened({ matchLabels: { 'job-name': 'import' } }));

    expect(verdict(found, 'd/client', 'd/import')).toBe('unproved');
  });

  test('is on no pod where the selector is set by hand', () => {
    const manual = job('Job', { manualSelector: true, selector: { matchLabels: { app: 'import' } } });
    const found = reach(client, manual, isolated, opened({ matchLabels: { 'job-name': 'import' } }));

    expect(verdict(found, 'd/client', 'd/import')).toBe('denied');
  });
});

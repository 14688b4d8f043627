import {
  longRunningKinds,
  podOwningKinds,
  replicatedKinds,
  rollingKinds,
  scalableKinds,
  workloadKindOf,
} from '../../../lib/manifest/pods/workload-kinds';
import { Field } from '../../../lib/manifest/objects/field';
import type { JsonObject } from '../../../lib/manifest/objects/json';

test('the kinds that make pods are told apart by how these run', () => {
  expect(podOwningKinds).toEqual([
    '/Pod',
    '/PodTemplate',
    '/ReplicationController',
    'apps/DaemonSet',
    'apps/Deployment',
    'apps/ReplicaSet',
    'apps/StatefulSet',
    'argoproj.io/Rollout',
    'batch/CronJob',
    'batch/Job',
    'keda.sh/ScaledJob',
  ]);
  expect(longRunningKinds).toEqual([
    '/ReplicationController',
    'apps/DaemonSet',
    'apps/Deployment',
    'apps/ReplicaSet',
    'apps/StatefulSet',
    'argoproj.io/Rollout',
  ]);
  expect(scalableKinds).toEqual(longRunningKinds.filter((kind) => kind !== 'apps/DaemonSet'));
  expect(rollingKinds).toEqual(['apps/DaemonSet', 'apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout']);
  expect(replicatedKinds).toEqual(['apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout']);
});

describe('how many pods more there are while they are replaced', () => {
  const surge = (apiVersion: string, kind: string, strategy: JsonObject) =>
    workloadKindOf({ apiVersion, kind, metadata: { name: 'a' } })?.surge?.(Field.at('spec', { strategy }));
  test.each<[string, string, JsonObject, unknown]>([
    ['a quarter, where a Deployment says nothing', 'Deployment', {}, '25%'],
    ['what a Deployment says', 'Deployment', { rollingUpdate: { maxSurge: 0 } }, 0],
    ['none, where a Deployment is recreated', 'Deployment', { type: 'Recreate' }, 0],
    ['a quarter of a canary', 'Rollout', { canary: {} }, '25%'],
    ['what a canary says', 'Rollout', { canary: { maxSurge: 2 } }, 2],
    ['as many again, where a router divides the traffic', 'Rollout', { canary: { trafficRouting: {} } }, '100%'],
    [
      'a quarter, where the old ones go as traffic leaves them',
      'Rollout',
      { canary: { trafficRouting: {}, dynamicStableScale: true } },
      '25%',
    ],
    ['as many again, of blue and green', 'Rollout', { blueGreen: { activeService: 'a' } }, '100%'],
  ])('%s', (_, kind, strategy, expected) => {
    expect(surge(kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1', kind, strategy)).toBe(expected);
  });
});

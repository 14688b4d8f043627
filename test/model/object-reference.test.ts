import { objectReference } from '../../lib/model/object-reference';

test.each([
  ['', 'Service', 'v1'],
  ['apps', 'Deployment', 'apps/v1'],
  ['autoscaling', 'HorizontalPodAutoscaler', 'autoscaling/v2'],
  ['argoproj.io', 'Rollout', 'argoproj.io/v1alpha1'],
  ['keda.sh', 'ScaledJob', 'keda.sh/v1alpha1'],
  ['keda.sh', 'ScaledObject', 'keda.sh/v1alpha1'],
  ['apps.kruise.io', 'StatefulSet', 'apps.kruise.io/v1beta1'],
])('a finding about a %s %s names it as %s', (group, kind, apiVersion) => {
  expect(objectReference({ group, kind, namespace: 'shop', name: 'a' })).toEqual({
    apiVersion,
    kind,
    namespace: 'shop',
    name: 'a',
  });
});

test('a finding about an object of the cluster names no namespace', () => {
  expect(objectReference({ group: '', kind: 'Namespace', namespace: '', name: 'a' })).not.toHaveProperty('namespace');
});

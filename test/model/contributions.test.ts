import { Cluster, Environment } from '../../lib';
import { ClusterModel } from '../../lib/model/cluster-model';
import { Contributions } from '../../lib/model/contributions';
import { Declarations } from '../../lib/model/declarations';
import { reportConflicts } from '../../lib/synth/report-conflicts';

const cluster = new Cluster('dev-1', { environment: new Environment('dev'), kubernetesVersion: '1.33' });

const cart = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'cart' };

test.each([
  ['labels', 'spec.template.metadata.labels[team]'],
  ['annotations', 'spec.template.metadata.annotations[team]'],
] as const)('two values for one key of %s are an error that names both who want them', (field, path) => {
  const model = new ClusterModel(cluster, new Declarations());
  model.contributions.add(cart, 'pods', 'the mesh', { [field]: { team: 'a' } });
  model.contributions.add(cart, 'pods', 'the guard rail', { [field]: { team: 'b' } });
  reportConflicts(model);
  expect(model.diagnostics()).toEqual([
    {
      id: 'unique-field-owner',
      severity: 'error',
      object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' },
      path,
      message: 'Invalid value: "b": the mesh sets "a", and the guard rail sets "b": a field has one owner',
      fix: 'leave one of them out: what "the mesh" wants of it, or what "the guard rail" does',
      origin: 'the guard rail',
    },
  ]);
  expect(model.contributions.for(cart, 'pods')?.[field]).toEqual({ team: 'a' });
});

test('the same value from two, and different values in two places, are no conflict', () => {
  const contributions = new Contributions();
  contributions.add(cart, 'pods', 'one', { labels: { team: 'a' }, annotations: { team: 'c' } });
  contributions.add(cart, 'pods', 'two', { labels: { team: 'a' } });
  contributions.add(cart, 'object', 'two', { labels: { team: 'b' } });
  contributions.add({ ...cart, name: 'ads' }, 'pods', 'two', { labels: { team: 'd' } });
  expect(contributions.for(cart, 'pods')).toEqual({
    labels: { team: 'a' },
    annotations: { team: 'c' },
    serviceAccountToken: false,
  });
  expect(contributions.for(cart, 'object')?.labels).toEqual({ team: 'b' });
  expect(contributions.objects()).toHaveLength(2);
  expect(contributions.conflicts()).toEqual([]);
});

test('a token that one asks for stays, whatever others ask for', () => {
  const contributions = new Contributions();
  contributions.add(cart, 'pods', 'one', { serviceAccountToken: true });
  contributions.add(cart, 'pods', 'two', {});
  expect(contributions.for(cart, 'pods')?.serviceAccountToken).toBe(true);
  expect(contributions.for(cart, 'object')).toBeUndefined();
});

import { ApiObject } from 'cdk8s';
import { ClusterChart } from '../../lib';
import { render } from '../example-fleet';

function renderObject(props: object) {
  return render((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop', labels: { team: 'a' } });
    new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'List', ...props });
  });
}

test('a List stands for its items, each in the namespace and with the labels of the chart', () => {
  const objects = renderObject({
    items: [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one', labels: { tier: 'b' } } },
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'other' }, rules: [] },
    ],
  });
  expect([...objects.keys()].filter((key) => key.startsWith('List'))).toEqual([]);
  expect(objects.get('ConfigMap/one')?.metadata).toEqual({
    name: 'one',
    namespace: 'shop',
    labels: { team: 'a', tier: 'b' },
  });
  expect(objects.get('ClusterRole/other')?.metadata).toEqual({ name: 'other', labels: { team: 'a' } });
});

test('an item that is no object says which it is', () => {
  expect(() => renderObject({ items: [{ apiVersion: 'v1', kind: 'ConfigMap' }] })).toThrow(
    new Error('shop/object: items[0]: Required value: an object needs apiVersion, kind and metadata'),
  );
});

test('data that contains itself says where it is', () => {
  const data: Record<string, unknown> = {};
  data.data = data;
  expect(() => renderObject({ kind: 'ConfigMap', data })).toThrow(
    'shop/object: its data contains itself, or is too deep to be written',
  );
});

import { ApiObject, JsonPatch } from 'cdk8s';
import { Port, WebService, type ClusterChart } from '../../lib';
import { render, renderChart } from '../example-fleet';
import { ClusterChart as Chart } from '../../lib';

const cart = (chart: ClusterChart) => new WebService(chart, 'cart', { image: 'cart:1', port: Port.http(8080) });

test('changes an object of a blueprint by kind and name', () => {
  const objects = renderChart((chart) => {
    chart.patch({ kind: 'Deployment', name: 'cart' }, JsonPatch.replace('/spec/replicas', 5));
    cart(chart);
  });
  expect(objects.get('Deployment/cart')).toMatchObject({ spec: { replicas: 5 } });
});

test('changes the user’s own objects, and those outside namespaces', () => {
  const objects = renderChart((chart) => {
    new ApiObject(chart, 'raw', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } });
    chart.patch({ kind: 'ConfigMap', name: 'raw' }, JsonPatch.add('/data/b', '2'));
    chart.patch({ kind: 'Namespace', name: 'shop' }, JsonPatch.add('/metadata/labels/team', 'checkout'));
  });
  expect(objects.get('ConfigMap/raw')?.data).toEqual({ a: '1', b: '2' });
  expect(objects.get('Namespace/shop')?.metadata.labels).toMatchObject({ team: 'checkout' });
});

test('leaves objects of the same name and another kind, group or namespace alone', () => {
  const replicasOf = (target: object) => () =>
    renderChart((chart) => {
      cart(chart);
      chart.patch({ kind: 'Deployment', name: 'cart', ...target }, JsonPatch.replace('/spec/replicas', 5));
    });
  expect(replicasOf({ group: 'apps' })().get('Service/cart')).not.toHaveProperty('spec.replicas');
  expect(replicasOf({ group: 'example.com' })).toThrow('Not found');
  expect(replicasOf({ namespace: 'other' })).toThrow('Not found');
});

test('does not change what another cluster renders from the same data', () => {
  const shared = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'raw' }, data: { a: '1' } };
  renderChart((chart) => {
    new ApiObject(chart, 'raw', shared);
    chart.patch({ kind: 'ConfigMap', name: 'raw' }, JsonPatch.replace('/data/a', '2'));
  });
  expect(shared.data).toEqual({ a: '1' });
});

test('is refused where it finds no object', () => {
  expect(() =>
    renderChart((chart) => chart.patch({ kind: 'Deployment', name: 'crat' }, JsonPatch.remove('/spec/replicas'))),
  ).toThrow(
    new Error(
      'shop: patch of Deployment shop/crat: Not found: no object of the tree has this kind, name and namespace',
    ),
  );
});

test.each([
  ['a misspelt field', JsonPatch.replace('/spec/replicsa', 5), '/spec/replicsa', '/spec/replicsa'],
  ['a field below one that is not there', JsonPatch.add('/spec/a/b', 5), '/spec/a/b', '/spec/a'],
  ['a removal of nothing', JsonPatch.remove('/spec/paused'), '/spec/paused', '/spec/paused'],
  ['a move from nowhere', JsonPatch.move('/spec/from', '/spec/to'), '/spec/to', '/spec/from'],
])('is refused where it does not apply: %s', (_, operation, path, missing) => {
  expect(() =>
    renderChart((chart) => {
      cart(chart);
      chart.patch({ kind: 'Deployment', name: 'cart' }, operation);
    }),
  ).toThrow(
    new Error(
      `shop: patch of Deployment shop/cart: does not apply at ${path}: Not found: the object has no ${missing}`,
    ),
  );
});

test('applies where its own earlier operation made what it needs', () => {
  const objects = renderChart((chart) => {
    cart(chart);
    chart.patch(
      { kind: 'Deployment', name: 'cart' },
      JsonPatch.add('/metadata/annotations', {}),
      JsonPatch.add('/metadata/annotations/example.com~1owner', 'checkout'),
      JsonPatch.test('/metadata/annotations/example.com~1owner', 'checkout'),
    );
  });
  expect(objects.get('Deployment/cart')?.metadata.annotations).toEqual({ 'example.com/owner': 'checkout' });
});

test('is refused where it leaves no object', () => {
  expect(() =>
    render((cluster) =>
      new Chart(cluster, 'shop', { namespace: 'shop' }).patch(
        { kind: 'Namespace', name: 'shop' },
        JsonPatch.remove('/kind'),
      ),
    ),
  ).toThrow(new Error('shop: patch of Namespace shop: leaves an object without apiVersion, kind or metadata'));
});

test('refuses an operation that is none, and names the place', () => {
  const patch = () =>
    renderChart((chart) => {
      // @ts-expect-error -- JavaScript lets any object through
      chart.patch({ kind: 'Deployment', name: 'cart' }, { op: 'remove', path: '/spec' });
    });
  expect(patch).toThrow('patch.operations[0]');
  expect(patch).toThrow('Invalid value: must be an operation of JsonPatch');
});

import { ApiObject } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ClusterChart, Config, Port, WebService } from '../../lib';
import { render, renderChart } from '../example-fleet';

const configMap = { apiVersion: 'v1', kind: 'ConfigMap' };

test('names an object after its construct, without a hash, wherever it stands', () => {
  const objects = renderChart((chart) => {
    new ApiObject(chart, 'top', configMap);
    new ApiObject(new Construct(new Construct(chart, 'a'), 'b'), 'deep', configMap);
    new ConfigMap(new Construct(chart, 'c'), 'plus');
  });
  expect([...objects.keys()]).toEqual(expect.arrayContaining(['ConfigMap/top', 'ConfigMap/deep', 'ConfigMap/plus']));
});

test('keeps a name that is given', () => {
  const objects = renderChart((chart) => new ApiObject(chart, 'id', { ...configMap, metadata: { name: 'given' } }));
  expect([...objects.keys()]).toContain('ConfigMap/given');
});

describe('the namespace', () => {
  test('is stamped on objects that live in one, and taken from those that do not', () => {
    const objects = renderChart((chart) => {
      new ApiObject(chart, 'settings', configMap);
      new ApiObject(chart, 'reader', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', rules: [] });
    });
    expect(objects.get('ConfigMap/settings')?.metadata.namespace).toBe('shop');
    expect(objects.get('ClusterRole/reader')?.metadata).not.toHaveProperty('namespace');
  });

  test.each([
    ['Cluster', undefined],
    ['Namespaced', 'shop'],
  ])('of a custom resource is what its definition in the tree says: %s', (scope, namespace) => {
    const objects = renderChart((chart) => {
      new ApiObject(chart, 'backup', { apiVersion: 'example.com/v1', kind: 'Backup' });
      new ApiObject(chart, 'definition', {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'backups.example.com' },
        spec: { group: 'example.com', scope, names: { kind: 'Backup', plural: 'backups' }, versions: [] },
      });
    });
    expect(objects.get('Backup/backup')?.metadata.namespace).toBe(namespace);
    expect(objects.get('CustomResourceDefinition/backups.example.com')?.metadata).not.toHaveProperty('namespace');
  });

  test('of a kind that nobody defines is the chart’s', () => {
    const objects = renderChart((chart) => new ApiObject(chart, 'x', { apiVersion: 'example.com/v1', kind: 'X' }));
    expect(objects.get('X/x')?.metadata.namespace).toBe('shop');
  });

  test('object enforces the restricted standard unless the chart says otherwise', () => {
    const level = 'pod-security.kubernetes.io/enforce';
    const labelsOf = (podSecurity: object) =>
      render((cluster) => new ClusterChart(cluster, 'shop', { namespace: { name: 'shop', ...podSecurity } })).get(
        'Namespace/shop',
      )?.metadata.labels;
    expect(labelsOf({})).toMatchObject({ [level]: 'restricted', 'kubernetes.io/metadata.name': 'shop' });
    expect(labelsOf({ podSecurity: 'baseline' })).toMatchObject({ [level]: 'baseline' });
  });

  test('object is left to others with create: false', () => {
    const objects = render(
      (cluster) => new ClusterChart(cluster, 'shop', { namespace: { name: 'shop', create: false } }),
    );
    expect([...objects.keys()]).toEqual(['NetworkPolicy/default-deny']);
  });

  test('is shared by charts that agree about it, and has the labels of both', () => {
    const objects = render((cluster) => {
      new ClusterChart(cluster, 'a', { namespace: { name: 'shop', labels: { a: '1' } } });
      new ClusterChart(cluster, 'b', { namespace: { name: 'shop', create: false, labels: { b: '2' } } });
    });
    expect(objects.get('Namespace/shop')?.metadata.labels).toMatchObject({ a: '1', b: '2' });
  });

  test('is refused where two charts disagree about it, with both of them', () => {
    expect(() =>
      render((cluster) => {
        new ClusterChart(cluster, 'a', { namespace: { name: 'shop', isolated: true } });
        new ClusterChart(cluster, 'b', { namespace: { name: 'shop', isolated: false } });
      }),
    ).toThrow(new Error('namespace shop: isolated: a says true, b says false: say the same in both charts'));
  });
});

test('labels of the chart are on its blueprints’ objects and on the user’s own', () => {
  const objects = render((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop', labels: { team: 'checkout' } });
    new WebService(chart, 'cart', { image: 'cart:1', port: Port.http(8080) });
    new ApiObject(chart, 'raw', configMap);
    new Config(chart, 'config', { data: { a: '1' } });
  });
  const without = [...objects].filter(([, { metadata }]) => metadata.labels?.team !== 'checkout').map(([key]) => key);
  expect(without.filter((key) => !key.startsWith('NetworkPolicy/'))).toEqual([]);
});

test('a workload outside a namespace is refused', () => {
  expect(() => render((cluster) => new Config(cluster, 'config', { data: {} }))).toThrow();
});

import { ApiObject } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ClusterChart, Config, Port, WebService, type ClusterScope } from '../../lib';
import { exampleFleet, render, renderChart } from '../example-fleet';

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

  test.each([
    [
      'podSecurity',
      { podSecurity: 'baseline' },
      { podSecurity: 'privileged' },
      'podSecurity',
      'baseline',
      'privileged',
    ],
    ['isolated', { isolated: true }, { isolated: false }, 'isolated', 'true', 'false'],
    ['a label', { labels: { team: 'x' } }, { labels: { team: 'y' } }, 'metadata.labels[team]', 'x', 'y'],
    [
      'an annotation',
      { annotations: { owner: 'x' } },
      { annotations: { owner: 'y' }, create: false },
      'metadata.annotations[owner]',
      'x',
      'y',
    ],
  ] as const)(
    'is refused where two charts say %s differently, with both of them, in any order',
    (_, one, other, path, x, y) => {
      const charts = [
        (cluster: ClusterScope) => new ClusterChart(cluster, 'a', { namespace: { name: 'shop', ...one } }),
        (cluster: ClusterScope) => new ClusterChart(cluster, 'b', { namespace: { name: 'shop', ...other } }),
      ];
      const findingsOf = (order: typeof charts) =>
        exampleFleet((cluster) => order.forEach((declare) => declare(cluster))).render('test').findings;
      const findings = findingsOf(charts);
      expect(findings).toMatchObject([
        {
          id: 'unique-field-owner',
          severity: 'error',
          object: { apiVersion: 'v1', kind: 'Namespace', name: 'shop' },
          path,
          message: `Invalid value: "${y}": a says "${x}", and b says "${y}": charts that share a namespace say the same of it`,
          origin: 'b',
        },
      ]);
      expect(findingsOf(charts.toReversed())).toEqual(findings);
    },
  );

  test('has the labels of the charts that make it, and not those of a chart that leaves it to others', () => {
    const declare = (cluster: ClusterScope) => {
      new ClusterChart(cluster, 'a', { namespace: { name: 'shop', create: false }, labels: { team: 'x' } });
      new ClusterChart(cluster, 'b', { namespace: 'shop', labels: { team: 'y' } });
    };
    const { manifests, findings } = exampleFleet(declare).render('test');
    expect(findings).toEqual([]);
    expect(manifests.find(({ manifest }) => manifest.kind === 'Namespace')).toMatchObject({
      chart: 'b',
      origin: 'b',
      manifest: { metadata: { labels: { team: 'y' } } },
    });
  });

  test('of charts that give it labels of their own is refused, unless one leaves it to the other', () => {
    const { findings } = exampleFleet((cluster) => {
      new ClusterChart(cluster, 'a', { namespace: 'shop', labels: { team: 'x' } });
      new ClusterChart(cluster, 'b', { namespace: 'shop', labels: { team: 'y' } });
    }).render('test');
    expect(findings.map(({ path }) => path)).toEqual(['metadata.labels[team]']);
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

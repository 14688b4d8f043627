import { Size } from 'cdk8s';
import { istio, linkerd, type ClusterProps } from '../../lib';
import { databaseBackends } from '../../lib/data/backends';
import { askedFeatures, databaseFeatures } from '../../lib/data/database-features';
import { databaseOperators } from '../../lib/fleet/facts/operators';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { rejection } from '../rejection';
import { databaseFleet, everything, minimal, operators } from './example-databases';

function treeOf(...args: Parameters<typeof databaseFleet>): readonly Manifest[] {
  return databaseFleet(...args)
    .render('prod-1')
    .manifests.map(({ manifest }) => manifest);
}

function object(tree: readonly Manifest[], kind: string, name: string): Manifest | undefined {
  return tree.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
}

function errorsOf(...args: Parameters<typeof databaseFleet>): readonly string[] {
  const { findings } = databaseFleet(...args).check('prod-1');
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ id, object: { kind, name }, message }) => `${id} ${kind} ${name}: ${message}`);
}

test('every operator that a cluster may run has its file and its line', () => {
  expect(databaseBackends.map(({ product }) => product).sort()).toEqual([...databaseOperators].sort());
});

describe.each<[string, Partial<ClusterProps>]>([
  ['without a mesh', {}],
  ['beside the sidecar mesh of Istio', { mesh: istio({ version: '1.30' }) }],
  ['beside the ambient mesh of Istio', { mesh: istio({ version: '1.30', mode: 'ambient' }) }],
  ['beside Linkerd', { mesh: linkerd({ version: '2.20' }) }],
])('a database %s', (_, cluster) => {
  test('passes the checks of production with little said and with all', () => {
    expect(errorsOf({}, cluster)).toEqual([]);
    expect(errorsOf(everything, cluster)).toEqual([]);
  });
});

test('the pods of a database are kept out of a mesh, by the field that the operator copies from', () => {
  const tree = treeOf(everything, { mesh: istio({ version: '1.30' }) });
  const labels = { 'sidecar.istio.io/inject': 'false' };
  expect(object(tree, 'Cluster', 'orders')?.spec).toMatchObject({ inheritedMetadata: { labels } });
  expect(object(tree, 'Pooler', 'orders-pooler')?.spec).toMatchObject({ template: { metadata: { labels } } });
});

describe('who may talk to a database', () => {
  const policyOf = (tree: readonly Manifest[], name: string) =>
    JSON.stringify(object(tree, 'NetworkPolicy', name)?.spec);

  test('is its client, the operator, its own pods and the monitoring, by the ports that each needs', () => {
    const policy = object(treeOf(), 'NetworkPolicy', 'orders')?.spec;
    const port = (...ports: readonly number[]) => ports.map((one) => ({ port: one, protocol: 'TCP' }));
    const within = (labels: object, namespace?: string) => ({
      ...(namespace === undefined
        ? {}
        : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }),
      podSelector: { matchLabels: labels },
    });
    expect(policy).toMatchObject({
      podSelector: { matchLabels: { 'cnpg.io/cluster': 'orders', 'cnpg.io/podRole': 'instance' } },
    });
    const { ingress } = policy as { ingress: readonly { from: readonly object[]; ports: readonly object[] }[] };
    const rules = ingress.flatMap(({ from, ports }) => from.map((peer) => ({ peer, ports })));
    const operator = within(operators[0]?.podLabels ?? {}, 'cnpg-system');
    expect(rules).toContainEqual({ peer: operator, ports: port(5432, 8000) });
    expect(rules).toContainEqual({ peer: within({ 'app.kubernetes.io/name': 'web' }), ports: port(5432) });
    expect(rules).toContainEqual({ peer: within({ app: 'prometheus' }, 'monitoring'), ports: port(9187) });
    expect(rules).toContainEqual({
      peer: within({ 'cnpg.io/cluster': 'orders', 'cnpg.io/jobRole': 'join' }),
      ports: port(5432, 8000),
    });
  });

  test('is the pooler alone where there is one, and the bucket is reached by what writes to it', () => {
    const tree = treeOf(everything);
    expect(policyOf(tree, 'orders')).not.toContain('"app.kubernetes.io/name":"web"');
    expect(policyOf(tree, 'orders-pooler')).toContain('"app.kubernetes.io/name":"web"');
    expect(policyOf(tree, 'web')).toContain('cnpg.io/poolerName');
    for (const name of ['orders', 'orders-initdb', 'orders-join'])
      expect(policyOf(tree, name)).toContain('192.0.2.0/24');
    expect(policyOf(tree, 'orders-pooler')).not.toContain('192.0.2.0/24');
  });
});

describe('the connection of a database', () => {
  const envOf = (tree: readonly Manifest[]) => JSON.stringify(object(tree, 'Deployment', 'web')?.spec);

  test('names the host for writes and that for reads, and the Secret that the operator makes', () => {
    const env = envOf(treeOf());
    expect(env).toContain('{"name":"DATABASE_HOST","value":"orders-rw.shop.svc.cluster.local"}');
    expect(env).toContain('{"name":"DATABASE_READ_HOST","value":"orders-ro.shop.svc.cluster.local"}');
    expect(env).toContain('{"name":"orders-app","key":"password"}');
  });

  test('names no host for reads where one server does both', () => {
    expect(envOf(treeOf({ instances: 1 }))).not.toContain('READ_HOST');
  });

  test('is that of the pooler where there is one', () => {
    expect(envOf(treeOf(everything))).toContain('"orders-pooler.shop.svc.cluster.local"');
  });
});

describe('CloudNativePG', () => {
  test('spreads servers over zones and nodes, and archives every change beside the copies of a schedule', () => {
    const tree = treeOf(everything);
    expect(object(tree, 'Cluster', 'orders')?.spec).toMatchObject({
      instances: 3,
      imageName: 'ghcr.io/cloudnative-pg/postgresql:17',
      affinity: { podAntiAffinityType: 'required' },
      topologySpreadConstraints: [{ topologyKey: 'topology.kubernetes.io/zone' }],
      plugins: [{ isWALArchiver: true, parameters: { barmanObjectName: 'orders-backup' } }],
      postgresql: { synchronous: { method: 'any', number: 1, dataDurability: 'preferred' } },
    });
    expect(object(tree, 'ScheduledBackup', 'orders')?.spec).toMatchObject({ schedule: '0 0 3 * * *' });
    expect(object(tree, 'ObjectStore', 'orders-backup')?.spec).toMatchObject({ retentionPolicy: '30d' });
    expect(object(tree, 'PodMonitor', 'orders')?.metadata.labels).toMatchObject({ release: 'metrics' });
  });

  test('says of users and databases what the definitions would fill in', () => {
    const tree = treeOf(everything);
    expect(object(tree, 'Cluster', 'orders')?.spec).toMatchObject({
      managed: { roles: [{ name: 'analyst', connectionLimit: -1, ensure: 'present', inherit: true }] },
    });
    expect(object(tree, 'Database', 'orders-reports')?.spec).toMatchObject({
      databaseReclaimPolicy: 'retain',
      ensure: 'present',
    });
  });

  test('begins with a backup, at a moment', () => {
    const tree = treeOf((chart) => {
      const { backup } = everything(chart);
      if (backup === undefined) throw new Error('the example has a backup');
      const { path: _, ...where } = backup;
      const { schedule: __, retention: ___, pointInTime: ____, ...bucket } = where;
      return { restore: { ...bucket, path: 's3://backups/old', from: 'old', at: '2027-01-31T12:00:00Z' } };
    });
    expect(object(tree, 'Cluster', 'orders')?.spec).toMatchObject({
      bootstrap: {
        recovery: { source: 'old', database: 'orders', recoveryTarget: { targetTime: '2027-01-31T12:00:00Z' } },
      },
      externalClusters: [
        { name: 'old', plugin: { parameters: { barmanObjectName: 'orders-restore', serverName: 'old' } } },
      ],
    });
    expect(object(tree, 'NetworkPolicy', 'orders-full-recovery')).toBeDefined();
  });
});

describe('what a database cannot be', () => {
  const render = (...args: Parameters<typeof databaseFleet>): unknown => databaseFleet(...args).render('prod-1');

  test('one without an operator, or of a version that none runs', () => {
    expect(() => render({}, { operators: [] })).toThrow(
      rejection('Database shop/orders', 'engine', 'Not found: no operator for postgresql runs in cluster prod-1'),
    );
    expect(() => render({ version: '9.6' })).toThrow(
      'Unsupported value: "9.6": cloudnative-pg runs 14, 15, 16, 17, 18',
    );
  });

  test('one with backups where the plugin for them is not installed', () => {
    const plain = operators.map(({ product, version, namespace, podLabels }) => ({
      product,
      version,
      namespace,
      podLabels,
    }));
    expect(() => render(everything, { operators: plain })).toThrow(
      rejection(
        'Database shop/orders',
        'backup',
        'Forbidden: CloudNativePG backs up through its plugin for Barman Cloud',
      ),
    );
  });

  test('one whose synchronous replicas are more than there are', () => {
    expect(() => render({ instances: 2, highAvailability: { synchronousReplicas: 2 } })).toThrow(
      rejection(
        'Database shop/orders',
        'highAvailability.synchronousReplicas',
        'Invalid value: 2: 2 servers have 1 replicas',
      ),
    );
  });

  test('one that writes its backups over those that it began with', () => {
    expect(() =>
      render((chart) => {
        const { backup } = everything(chart);
        if (backup === undefined) throw new Error('the example has a backup');
        const { path, peer } = backup;
        return { backup, restore: { path, peer, from: 'orders' } };
      }),
    ).toThrow(rejection('Database shop/orders', 'backup.path', 'Duplicate value: "s3://backups/orders"'));
  });

  test('what JavaScript mistypes', () => {
    const wrong = (props: object): unknown => render({ ...minimal, ...props });
    expect(() => wrong({ engine: 'postgres' })).toThrow('write "postgresql"');
    expect(() => wrong({ storage: { size: '20Gi' } })).toThrow('storage.size');
    expect(() => wrong({ storage: { size: Size.gibibytes(1), class: 'fast' } })).toThrow('storage.class');
    expect(() => wrong({ users: [{ name: 'Analyst', secretName: 'a' }] })).toThrow('users[0].name');
    expect(() => wrong({ replicas: 3 })).toThrow('replicas\n  unknown field');
  });
});

test('every feature is asked for by the prop that it names', () => {
  const asked = askedFeatures({ ...minimal, instances: 1 });
  expect(asked).toEqual(['one-member']);
  expect(Object.keys(databaseFeatures)).toContain('point-in-time');
});

import { dataPlatform, suppressions } from '../../apps/data-platform/fleet';
import { synthesize } from '../../lib/testing';
import { servedSchemas } from '../mesh/contract/served-schemas';

const dev = synthesize(dataPlatform, 'dev-euw1');
const prod = synthesize(dataPlatform, 'prod-euw1');

test.each([dev, prod])('the tree of $cluster.name passes all checks', (tree) => {
  expect(tree).toPassChecks({ severity: 'warning', schemas: servedSchemas(tree.cluster), suppressions });
});

test('in dev, stores talk among themselves, readers get to replicas, and nothing else reaches anything', () => {
  const within = (name: string, ...ports: number[]) =>
    ports.map((port) => ({ from: `data/${name}`, to: `data/${name}`, port }));
  expect(dev).toOnlyAllow([
    ...within('etcd', 2380),
    ...within('nats', 6222, 8222),
    ...within('clickhouse-keeper', 9234, 9182),
    ...within('clickhouse-0', 9000, 9009),
    { from: 'data/clickhouse-0', to: 'data/clickhouse-keeper', port: 9181 },
    { from: 'data/postgres-replica', to: 'data/postgres-primary', port: 5432 },
    { from: 'shop/orders', to: 'data/postgres-primary', port: 5432 },
    { from: 'shop/orders', to: 'data/postgres-replica', port: 5432 },
    { from: 'shop/orders', to: 'data/nats', port: 4222 },
    { from: 'shop/orders', to: 'data/etcd', port: 2379 },
    { from: 'shop/orders', to: 'data/valkey', port: 6379 },
    { from: 'shop/reports', to: 'data/postgres-replica', port: 5432 },
    { from: 'shop/reports', to: 'data/clickhouse-0', port: 8123 },
    { from: 'data/etcd-snapshots', to: '172.20.0.1', port: 443 },
    { from: 'data/postgres-snapshots', to: '172.20.0.1', port: 443 },
  ]);
});

test('in the mesh of prod, members and shards reach each other, and readers get to replicas alone', () => {
  expect(prod).toAllow({ from: 'data/etcd', to: 'data/etcd', port: 2380 });
  expect(prod).toAllow({ from: 'data/clickhouse-0', to: 'data/clickhouse-1', port: 9009 });
  expect(prod).toAllow({ from: 'shop/orders', to: 'data/postgres-primary', port: 5432 });
  expect(prod).toAllow({ from: 'shop/reports', to: 'data/postgres-replica', port: 5432 });
  expect(prod).toDeny({ from: 'shop/reports', to: 'data/postgres-primary', port: 5432 });
  expect(prod).toDeny({ from: 'shop/orders', to: 'data/etcd', port: 2380 });
  expect(prod).toAllow({ from: 'data/etcd-snapshots', to: '172.20.0.1', port: 443 });
});

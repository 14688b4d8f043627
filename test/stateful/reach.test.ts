import { ClusterChart, Port, PrimaryReplicaStore, WebService, istio, linkerd, type MeshFacts } from '../../lib';
import '../../lib/testing';
import { exampleFleet } from '../example-fleet';
import { common, peerPorts, quorumStore } from './example-stores';

const meshes: readonly (readonly [string, MeshFacts | undefined])[] = [
  ['no mesh', undefined],
  ['Istio with sidecars', istio({ mode: 'sidecar', version: '1.30' })],
  ['Istio ambient', istio({ mode: 'ambient', version: '1.30' })],
  ['Linkerd', linkerd({ version: '2.20' })],
];

describe.each(meshes)('under %s', (_, mesh) => {
  const tree = exampleFleet(
    (cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      const store = new PrimaryReplicaStore(chart, 'postgres', { ...common, peerPorts, replicas: 2 });
      const image = 'registry.example/app:1';
      store.allowWriter(new WebService(chart, 'orders', { image, port: Port.http(8080) }));
      store.allowReader(new WebService(chart, 'reports', { image, port: Port.http(8080) }));
      const etcd = quorumStore(chart);
      new WebService(chart, 'api', { image, port: Port.http(8080) }).connections.allowTo(etcd);
    },
    mesh === undefined ? {} : { mesh },
  ).render('test');

  test('a reader gets to the replicas and not to the primary, and a writer to both', () => {
    expect(tree).toAllow({ from: 'shop/reports', to: 'shop/postgres-replica', port: 2379 });
    expect(tree).toDeny({ from: 'shop/reports', to: 'shop/postgres-primary', port: 2379 });
    expect(tree).toAllow({ from: 'shop/orders', to: 'shop/postgres-primary', port: 2379 });
    expect(tree).toAllow({ from: 'shop/orders', to: 'shop/postgres-replica', port: 2379 });
  });

  test('replicas copy the primary, and not the other way round', () => {
    expect(tree).toAllow({ from: 'shop/postgres-replica', to: 'shop/postgres-primary', port: 2379 });
    expect(tree).toDeny({ from: 'shop/postgres-primary', to: 'shop/postgres-replica', port: 2379 });
  });

  test('members reach each other on the port for peers, where no client gets', () => {
    expect(tree).toAllow({ from: 'shop/etcd', to: 'shop/etcd', port: 2380 });
    expect(tree).toAllow({ from: 'shop/api', to: 'shop/etcd', port: 2379 });
    expect(tree).toDeny({ from: 'shop/api', to: 'shop/etcd', port: 2380 });
  });
});

import { ClusterChart, ClusterScope, Peers, Port, WebService } from '../../lib';
import { exampleCluster } from '../example-fleet';

function service(id: string): WebService {
  const chart = new ClusterChart(new ClusterScope(exampleCluster()), 'shop', { namespace: 'shop' });
  return new WebService(chart, id, { image: 'registry.example/app:1', port: Port.http(8080) });
}

test.each<readonly [string, (own: WebService, foreign: WebService) => unknown]>([
  ['a connection to it', (own, foreign) => own.connections.allowTo(foreign)],
  ['a connection from it', (own, foreign) => own.connections.allowFrom(foreign.workload)],
  ['a share of traffic', (own, foreign) => own.traffic.set({ split: [{ to: foreign, weight: 10 }] })],
  ['a mirror', (own, foreign) => own.traffic.set({ mirror: { to: foreign, percent: 10 } })],
])('a workload that was deployed to another cluster is an error: %s', (_, declare) => {
  expect(() => declare(service('web'), service('cart'))).toThrow(
    /shop\/web\n {2}Invalid value: shop\/cart: it is deployed to the cluster test, or was for an earlier rendering\n {2}fix: .*Peers\.remoteWorkload/,
  );
});

test('a workload of another cluster is named, not used', () => {
  expect(() => service('web').connections.allowTo(Peers.remoteWorkload('prod-1', 'shop', 'cart'))).not.toThrow();
});

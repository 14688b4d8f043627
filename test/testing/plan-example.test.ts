import { Cluster, ClusterChart, Environment, Fleet, Port, WebService } from '../../lib';
import { synthesize } from '../../lib/testing';

const cluster = new Cluster('prod-euw1', { environment: new Environment('prod'), kubernetesVersion: '1.34' });

function fleetOf(version: string): Fleet {
  return new Fleet({ clusters: [cluster] }).deploy((scope) => {
    const shop = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    new WebService(shop, 'cart', { image: `registry.example/cart:${version}`, port: Port.http(8080) });
  });
}

test('the new release restarts pods, and recreates nothing', () => {
  const before = synthesize(fleetOf('1.0'), 'prod-euw1');
  expect(synthesize(fleetOf('2.0'), 'prod-euw1')).toPlanNo(['rejected', 'recreated', 'data-at-risk'], { before });
});

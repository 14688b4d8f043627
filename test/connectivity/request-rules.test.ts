import { ClusterChart, istio, Port, WebService, Worker } from '../../lib';
import { requestRules } from '../../lib/model/request-rules';
import { render } from '../example-fleet';

const image = 'registry.example/app:1';

test('a gRPC call is a POST to its service and method', () => {
  const methods = ['POST'];
  expect(requestRules(undefined, [{ service: 'shop.Cart', methods: ['AddItem', 'GetCart'] }])).toEqual([
    { methods, paths: ['/shop.Cart/AddItem', '/shop.Cart/GetCart'] },
  ]);
  expect(requestRules(undefined, [{ service: 'shop.Cart' }])).toEqual([{ methods, paths: ['/shop.Cart/*'] }]);
});

test('what either kind of rules allows is allowed; without rules anything is', () => {
  const http = [{ methods: ['GET'], paths: ['/healthz'] }];
  expect(requestRules(http, [{ service: 'shop.Cart' }])).toEqual([
    ...http,
    { methods: ['POST'], paths: ['/shop.Cart/*'] },
  ]);
  expect(requestRules(undefined, undefined)).toBeUndefined();
});

test('a mesh lets clients call the declared services of a gRPC server alone', () => {
  const objects = render(
    (cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      const cart = new WebService(chart, 'cart', { image, port: Port.grpc(7070) });
      const client = new Worker(chart, 'client', { image });
      client.connections.allowTo(cart, { grpc: [{ service: 'shop.Cart', methods: ['AddItem'] }] });
    },
    { mesh: istio({ version: '1.30' }) },
  );
  expect(objects.get('AuthorizationPolicy/cart')).toHaveProperty('spec.rules.0.to', [
    { operation: { ports: ['7070'], methods: ['POST'], paths: ['/shop.Cart/AddItem'] } },
  ]);
});

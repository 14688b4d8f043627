import '../../lib/testing';
import { ClusterChart, istio, Port, WebService, type ClusterScope } from '../../lib';
import type { Edge } from '../../lib/testing/edge';
import { exampleFleet } from '../example-fleet';

const tree = exampleFleet(
  (cluster: ClusterScope) => {
    const shop = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    const web = (name: string) => new WebService(shop, name, { image: 'registry.example/x:1', port: Port.http(8080) });
    const [cart, frontend, ads] = [web('cart'), web('frontend'), web('ads')];
    frontend.connections.allowTo(cart, { http: [{ methods: ['GET'], paths: ['/cart', '/cart/*'] }] });
    ads.connections.allowTo(frontend);
  },
  { mesh: istio({ version: '1.30' }) },
).render('test');

const toCart: Edge = { from: 'shop/frontend', to: 'shop/cart', port: 8080 };

test('an edge over the mesh is about requests', () => {
  expect(tree).toAllow({ ...toCart, method: 'GET', path: '/cart/1' });
  expect(tree).toAllow({ ...toCart, method: 'GET', path: ['/cart', '/cart/*'] });
  expect(tree).toDeny({ ...toCart, method: 'POST', path: '/cart/1' });
  expect(tree).toDeny({ ...toCart, method: 'GET', path: '/admin' });
});

test('an edge without a request is about the connection', () => {
  expect(tree).toAllow(toCart);
  expect(tree).toDeny({ ...toCart, port: 9090 });
  expect(tree).toDeny({ ...toCart, from: 'shop/ads' });
});

test('each layer can be asked alone', () => {
  expect(tree).toAllow({ ...toCart, over: 'network', method: 'DELETE' });
  expect(tree).toAllow({ ...toCart, over: 'mesh', method: 'GET', path: '/cart' });
  expect(tree).toDeny({ ...toCart, over: 'mesh', method: 'DELETE' });
});

test('an identity asks, wherever it is, or in place of a pod’s own', () => {
  expect(tree).toAllow({ identity: 'shop/frontend', to: 'shop/cart', port: 8080, method: 'GET', path: '/cart' });
  expect(tree).toDeny({ identity: 'shop/ads', to: 'shop/cart', port: 8080 });
  expect(tree).toDeny({ identity: 'none', to: 'shop/cart', port: 8080 });
  expect(tree).toDeny({ ...toCart, identity: 'shop/ads' });
  expect(() => expect(tree).toAllow({ to: 'shop/cart' })).toThrow('an edge needs "from", or an "identity"');
});

test('the whole set of edges names requests, too', () => {
  const toFrontend: Edge = { from: 'shop/ads', to: 'shop/frontend', port: 8080 };
  expect(tree).toOnlyAllow([{ ...toCart, method: 'GET', path: ['/cart', '/cart/*'] }, toFrontend]);
  expect(tree).toOnlyAllow([toCart, toFrontend]);
  expect(() => expect(tree).toOnlyAllow([{ ...toCart, method: 'GET', path: '/cart' }, toFrontend])).toThrow(
    [
      'expected test to allow these 2 edges and no other',
      '',
      'Allowed as well:',
      '  shop/frontend (Deployment) → shop/cart (Deployment): TCP 8080 (GET /cart,/cart/*)',
    ].join('\n'),
  );
});

test('the failure shows the rules of the mesh that decide', () => {
  expect(() => expect(tree).toAllow({ ...toCart, method: 'POST' })).toThrow(
    'denies the rest of TCP 8080: no rule allows it of AuthorizationPolicy shop/default-deny, AuthorizationPolicy shop/cart',
  );
});

test('all paths below one cannot be denied request by request', () => {
  expect(() => expect(tree).toDeny({ ...toCart, path: '/admin/*' })).toThrow('name a path without "*"');
});

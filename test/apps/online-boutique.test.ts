import '../../lib/testing';
import { onlineBoutique } from '../../apps/online-boutique/fleet';

/** Who calls whom in the shop, whatever cluster it runs in. */
const calls = [
  ['cartservice', 'redis-cart', 6379],
  ['checkoutservice', 'cartservice', 7070],
  ['checkoutservice', 'currencyservice', 7000],
  ['checkoutservice', 'emailservice', 8080],
  ['checkoutservice', 'paymentservice', 50051],
  ['checkoutservice', 'productcatalogservice', 3550],
  ['checkoutservice', 'shippingservice', 50051],
  ['frontend', 'adservice', 9555],
  ['frontend', 'cartservice', 7070],
  ['frontend', 'checkoutservice', 5050],
  ['frontend', 'currencyservice', 7000],
  ['frontend', 'productcatalogservice', 3550],
  ['frontend', 'recommendationservice', 8080],
  ['frontend', 'shippingservice', 50051],
  ['recommendationservice', 'productcatalogservice', 3550],
] as const;
const shop = calls.map(([from, to, port]) => ({ from: `boutique/${from}`, to: `boutique/${to}`, port }));
/** The new version of the catalog takes its share of the requests from the same callers, where a mesh shares them out. */
const canary = ['checkoutservice', 'frontend', 'recommendationservice'].map((from) => ({
  from: `boutique/${from}`,
  to: 'boutique/productcatalogservice-canary',
  port: 3550,
}));
const customers = { from: 'ingress-controller', to: 'boutique/frontend', port: 8080 };
const simulated = { from: 'boutique/loadgenerator', to: 'boutique/frontend', port: 8080 };
const mails = { from: 'boutique/mailworker', to: 'boutique/redis-cart', port: 6379 };
const anyone = { from: '0.0.0.0/0', to: 'boutique/frontend', port: 8080 };

test.each([
  ['dev-euw1', [anyone, simulated]],
  ['staging-euw1', [customers, simulated, ...canary]],
  ['prod-euw1', [customers, mails, ...canary]],
  ['prod-use1', [customers, ...canary]],
  ['prod-apse1', [customers, ...canary]],
])('in %s the shop talks as its services need it, and nothing else gets through', (cluster, entries) => {
  expect(onlineBoutique.render(cluster)).toOnlyAllow([...shop, ...entries]);
});

test('no customer gets past the frontend', () => {
  for (const to of ['cartservice', 'paymentservice', 'redis-cart']) {
    expect(onlineBoutique.render('prod-euw1')).toDeny({ from: 'ingress-controller', to: `boutique/${to}` });
    expect(onlineBoutique.render('dev-euw1')).toDeny({ from: '0.0.0.0/0', to: `boutique/${to}` });
  }
});

test.each(['prod-euw1', 'prod-use1', 'prod-apse1'])(
  'on the mesh of %s the cart answers who it knows, not who stands in the right network',
  (cluster) => {
    const tree = onlineBoutique.render(cluster);
    const getCart = { method: 'POST', path: '/hipstershop.CartService/GetCart', over: 'mesh' } as const;

    expect(tree).toAllow({ from: 'boutique/frontend', to: 'boutique/cartservice', port: 7070, ...getCart });
    expect(tree).toDeny({ from: 'boutique/adservice', to: 'boutique/cartservice', port: 7070, ...getCart });
  },
);

test.each(['staging-euw1', 'prod-euw1', 'prod-use1', 'prod-apse1'])(
  'in %s all pods find a node at their highest, within the quota of the team, also without each zone',
  (cluster) => {
    const tree = onlineBoutique.render(cluster);
    expect(tree).toFit();
    expect(tree).toSurviveZoneLoss();
  },
);

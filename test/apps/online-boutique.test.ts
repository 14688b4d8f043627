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
const customers = { from: 'ingress-controller', to: 'boutique/frontend', port: 8080 };
const simulated = { from: 'boutique/loadgenerator', to: 'boutique/frontend', port: 8080 };
const anyone = { from: '0.0.0.0/0', to: 'boutique/frontend', port: 8080 };

test.each([
  ['dev-euw1', [anyone, simulated]],
  ['staging-euw1', [customers, simulated]],
  ['prod-euw1', [customers]],
  ['prod-use1', [customers]],
  ['prod-apse1', [customers]],
])('in %s the shop talks as its services need it, and nothing else gets through', (cluster, entries) => {
  expect(onlineBoutique.render(cluster)).toOnlyAllow([...shop, ...entries]);
});

test('no customer gets past the frontend', () => {
  for (const to of ['cartservice', 'paymentservice', 'redis-cart']) {
    expect(onlineBoutique.render('prod-euw1')).toDeny({ from: 'ingress-controller', to: `boutique/${to}` });
    expect(onlineBoutique.render('dev-euw1')).toDeny({ from: '0.0.0.0/0', to: `boutique/${to}` });
  }
});

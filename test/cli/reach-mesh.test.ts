import { authorizationPolicy, sidecarNamespace, workload } from '../reach/mesh/mesh';
import { networkPolicy } from '../reach/tree';
import { cli, folderOf } from './run-in-memory';

const shop = [
  sidecarNamespace('shop'),
  workload('shop/cart'),
  workload('shop/frontend'),
  networkPolicy('shop/cart', { podSelector: { matchLabels: { app: 'cart' } }, ingress: [{ ports: [{ port: 8080 }] }] }),
  authorizationPolicy('shop/cart', {
    selector: { matchLabels: { app: 'cart' } },
    rules: [
      {
        from: [{ source: { namespaces: ['shop'] } }],
        to: [{ operation: { methods: ['GET', 'HEAD'], paths: ['/cart*'], notPaths: ['/cart/admin*'] } }],
      },
      { when: [{ key: 'request.auth.claims[iss]', values: ['me'] }] },
    ],
  }),
];

const folder = folderOf({ 'shop.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: shop }) });

function frontendToCart(...options: readonly string[]) {
  return cli(['reach', folder, '--from', 'shop/frontend', '--to', 'shop/cart', ...options]);
}

test('both layers are asked where the tree has a mesh, and requests stand beside the ports', async () => {
  const { out, code } = await frontendToCart('--output', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    connections: [
      {
        ports: [{ protocol: 'TCP', from: 8080, to: 8080 }],
        rules: [
          'no policy isolates Deployment shop/frontend for egress',
          'NetworkPolicy shop/cart spec.ingress[0]',
          'AuthorizationPolicy shop/cart spec.rules[0]',
          'AuthorizationPolicy shop/cart spec.rules[1]',
        ],
        http: [
          {
            ports: [{ protocol: 'TCP', from: 8080, to: 8080 }],
            methods: ['GET', 'HEAD'],
            paths: ['/cart*'],
            notPaths: ['/cart/admin*'],
          },
          { ports: [{ protocol: 'TCP', from: 8080, to: 8080 }], when: ['request.auth.claims[iss] is me'] },
        ],
      },
    ],
  });
});

test('text says which requests pass', async () => {
  const { out } = await frontendToCart();
  expect(out.split('\n')[0]).toBe(
    'shop/frontend (Deployment) => shop/cart (Deployment): TCP 8080 (GET,HEAD /cart* not /cart/admin* or if request.auth.claims[iss] is me)',
  );
});

test('the network alone knows nothing of requests', async () => {
  const { out } = await frontendToCart('--layer', 'network');
  expect(out.split('\n')[0]).toBe('shop/frontend (Deployment) => shop/cart (Deployment): TCP 8080');
});

test('the mesh alone knows nothing of network policies', async () => {
  const { out } = await frontendToCart('--layer', 'mesh', '--port', '9090');
  expect(out).toContain('TCP 9090 (GET,HEAD');
});

test('an unknown layer is refused', async () => {
  expect(await frontendToCart('--layer', 'physical')).toMatchObject({ code: 2 });
});

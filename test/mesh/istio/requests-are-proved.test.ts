import { istio, ManifestSet, reachability, type IstioOptions } from '../../../lib';
import { ask, type Question } from '../../reach/mesh/mesh';
import { renderShop, webService, type ShopParts } from '../example-shop';

/** A reader that may only get items, an admin that may write, and the canary that takes the server's requests. */
function declare({ chart, server, canary }: ShopParts): void {
  webService(chart, 'reader').connections.allowTo(server, { http: [{ methods: ['GET'], paths: ['/items/*'] }] });
  webService(chart, 'admin').connections.allowTo(server, {
    http: [{ methods: ['PUT', 'DELETE'] }, { paths: ['/admin'] }],
  });
  server.traffic.set({ split: [{ to: canary, weight: 10 }] });
}

/** Requests on the server's port, and whether they were declared. */
const questions: readonly (readonly [string, Omit<Question, 'to' | 'port'>, 'allowed' | 'denied'])[] = [
  ['what is not restricted', { from: 'shop/client', method: 'DELETE', path: '/x' }, 'allowed'],
  ['a method and path that are allowed', { from: 'shop/reader', method: 'GET', path: '/items/1' }, 'allowed'],
  ['another path', { from: 'shop/reader', method: 'GET', path: '/orders' }, 'denied'],
  ['another method', { from: 'shop/reader', method: 'PUT', path: '/items/1' }, 'denied'],
  ['one of several rules', { from: 'shop/admin', method: 'DELETE', path: '/items/1' }, 'allowed'],
  ['another of several rules', { from: 'shop/admin', method: 'GET', path: '/admin' }, 'allowed'],
  ['no rule', { from: 'shop/admin', method: 'GET', path: '/items/1' }, 'denied'],
  ['a client that nobody declared', { from: 'shop/canary', method: 'GET', path: '/items/1' }, 'denied'],
];

describe.each<IstioOptions['mode'] & string>(['sidecar', 'ambient'])('Istio with %s', (mode) => {
  const mesh = istio({ version: '1.30', mode });
  const { objects } = renderShop({ mesh, gatewayApi: { version: '1.6', channel: 'standard' } }, declare);
  const manifests = new ManifestSet([...objects.values()].map((manifest) => ({ manifest })));
  const proved = reachability(manifests, { layer: 'both', mesh });

  test.each(questions)('decides by both layers as declared: %s', (_, question, expected) => {
    for (const server of ['server', 'canary'].filter((name) => `shop/${name}` !== question.from))
      expect([server, ask(proved, { ...question, to: `shop/${server}`, port: 9090 })]).toEqual([server, expected]);
  });
});

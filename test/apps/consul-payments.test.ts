import { consulPayments } from '../../apps/consul-payments/fleet';
import { ManifestSet, type Manifest } from '../../lib';
import { synthesize } from '../../lib/testing';
import { servedSchemas } from '../mesh/contract/served-schemas';

const trees = ['dev-euw1', 'prod-euw1'].map((cluster) => synthesize(consulPayments, cluster));

describe.each(trees)('in $cluster.name', (tree) => {
  const consul = (kind: string, name: string): Manifest | undefined =>
    new ManifestSet(tree.manifests)
      .ofKind('consul.hashicorp.com', kind)
      .map(({ manifest }) => manifest)
      .find(({ metadata }) => metadata.name === name);

  test('these services reach each other, and nothing else reaches anything', () => {
    const payments = { from: 'payments/payments', port: 8080 };
    const storefront = { from: 'payments/storefront', port: 8080 };
    expect(tree).toOnlyAllow([
      { from: 'ingress-controller', to: 'payments/storefront', port: 8080 },
      { ...storefront, to: 'payments/payments', method: 'POST', path: '/payments' },
      { ...storefront, to: 'payments/payments', method: 'GET', path: '/payments/*' },
      { ...storefront, to: 'payments/receipts', method: 'GET', path: '/receipts/*' },
      { ...payments, to: 'payments/ledger', port: 9090 },
      { ...payments, to: 'payments/risk' },
      { ...payments, to: 'payments/risk-next' },
      { ...payments, to: 'payments/receipts', method: 'POST', path: '/receipts' },
      { from: 'payments/settlement', to: 'payments/ledger', port: 9090 },
      ...['payments', 'settlement'].map((name) => {
        return { from: `payments/${name}`, to: 'api.acquirer.example.com', port: 443 };
      }),
    ]);
  });

  test('the tree passes all checks, against the definitions of Consul', () => {
    expect(tree).toPassChecks({ severity: 'warning', schemas: servedSchemas(tree.cluster) });
  });

  test.each([
    ['acquirer', ['payments', 'settlement']],
    ['ledger', ['payments', 'settlement']],
    ['payments', ['storefront']],
    ['receipts', ['payments', 'storefront']],
    ['risk', ['payments']],
    ['risk-next', ['payments']],
    ['settlement', []],
    ['storefront', ['api-gateway']],
  ])('%s is asked by %j alone', (service, clients) => {
    expect(consul('ServiceIntentions', service)).toMatchObject({
      spec: {
        destination: { name: service },
        sources: [...clients.map((name) => ({ name })), { name: '*', action: 'deny' }],
      },
    });
  });

  test('a receipt is written by payments and read by the storefront, never the other way round', () => {
    expect(consul('ServiceIntentions', 'receipts')).toMatchObject({
      spec: {
        sources: [
          {
            name: 'payments',
            permissions: [
              { action: 'allow', http: { methods: ['POST'], pathExact: '/receipts' } },
              { action: 'deny', http: { pathPrefix: '/' } },
            ],
          },
          {
            name: 'storefront',
            permissions: [
              { action: 'allow', http: { methods: ['GET'], pathPrefix: '/receipts/' } },
              { action: 'deny', http: { pathPrefix: '/' } },
            ],
          },
          { name: '*', action: 'deny' },
        ],
      },
    });
  });

  test('unencrypted requests are refused everywhere, and only what is declared leaves the mesh', () => {
    const modes = new ManifestSet(tree.manifests)
      .ofKind('consul.hashicorp.com', 'ServiceDefaults')
      .filter(({ manifest }) => manifest.metadata.name !== 'acquirer')
      .map(({ manifest }) => manifest.spec);
    expect(modes).toHaveLength(7);
    for (const spec of modes) expect(spec).toMatchObject({ mutualTLSMode: 'strict' });
    expect(consul('Mesh', 'mesh')?.spec).toEqual({
      allowEnablingPermissiveMutualTLS: false,
      transparentProxy: { meshDestinationsOnly: true },
    });
    expect(consul('TerminatingGateway', 'terminating-gateway')?.spec).toEqual({ services: [{ name: 'acquirer' }] });
  });

  test('a request for the next risk model gets it, and some others do', () => {
    expect(consul('ServiceRouter', 'risk')).toMatchObject({
      spec: {
        routes: [
          {
            match: { http: { header: [{ name: 'x-risk-model', exact: 'next' }] } },
            destination: { service: 'risk-next', requestTimeout: '800ms', numRetries: 1 },
          },
          { match: { http: { pathPrefix: '/' } }, destination: { requestTimeout: '800ms', numRetries: 1 } },
        ],
      },
    });
    const next = tree.cluster.name === 'prod-euw1' ? 5 : 50;
    expect(consul('ServiceSplitter', 'risk')?.spec).toEqual({
      splits: [
        { service: 'risk', weight: 100 - next },
        { service: 'risk-next', weight: next },
      ],
    });
  });

  test.each(['payments', 'settlement'])('%s spares a ledger that is busy or broken', (client) => {
    expect(consul('ServiceDefaults', client)).toMatchObject({
      spec: {
        upstreamConfig: {
          overrides: [
            {
              name: 'ledger',
              limits: { maxConnections: 100, maxPendingRequests: 50, maxConcurrentRequests: 200 },
              passiveHealthCheck: { maxFailures: 5, interval: '10s', baseEjectionTime: '30s' },
            },
          ],
        },
      },
    });
  });
});

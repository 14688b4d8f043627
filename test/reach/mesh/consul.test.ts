import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Labels } from '../../../lib/manifest/objects/label-selector';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { namespace, networkPolicy, service } from '../tree';
import { ask, reachBy, workload } from './mesh';

// https://developer.hashicorp.com/consul/docs/connect/config-entries/service-intentions

const inject = { 'consul.hashicorp.com/connect-inject': 'true' };

function meshed(path: string, annotations: Labels = {}): Manifest {
  return workload(path, { annotations: { ...inject, ...annotations } });
}

const shop = [namespace('shop'), meshed('shop/web'), meshed('shop/api'), meshed('shop/cron'), workload('shop/outside')];

function intentions(destination: string, ...sources: readonly JsonObject[]): Manifest {
  return {
    apiVersion: 'consul.hashicorp.com/v1alpha1',
    kind: 'ServiceIntentions',
    metadata: { namespace: 'shop', name: destination === '*' ? 'all' : destination },
    spec: { destination: { name: destination }, sources },
  };
}

function entry(kind: string, name: string, spec: JsonObject): Manifest {
  return { apiVersion: 'consul.hashicorp.com/v1alpha1', kind, metadata: { namespace: 'shop', name }, spec };
}

type Asked = Partial<Parameters<typeof ask>[1]>;

function answer(objects: readonly Manifest[], question: Asked = {}): string {
  const others = shop.filter(
    ({ kind, metadata }) =>
      kind === 'Namespace' || !objects.some((o) => o.kind === kind && o.metadata.name === metadata.name),
  );
  return ask(reachBy('mesh', ...others, ...objects), { from: 'shop/web', to: 'shop/api', ...question });
}

const allow = (name: string): JsonObject => ({ name, action: 'allow' });
const deny = (name: string): JsonObject => ({ name, action: 'deny' });

describe('which intention decides', () => {
  test.each<[string, readonly Manifest[], Asked, string]>([
    ['none: the default of the installation', [], {}, 'perhaps'],
    ['an exact pair', [intentions('api', allow('web'))], {}, 'allowed'],
    ['not another client', [intentions('api', allow('web'))], { from: 'shop/cron' }, 'perhaps'],
    ['any client', [intentions('api', deny('*'))], {}, 'denied'],
    ['an exact client before any', [intentions('api', deny('*'), allow('web'))], {}, 'allowed'],
    [
      'any client where no exact one is named',
      [intentions('api', deny('*'), allow('web'))],
      { from: 'shop/cron' },
      'denied',
    ],
    ['everything denied', [intentions('*', deny('*'))], {}, 'denied'],
    ['an exact destination before any', [intentions('*', deny('*')), intentions('api', allow('*'))], {}, 'allowed'],
    [
      'an exact destination with any client before any destination with an exact client',
      [intentions('*', deny('web')), intentions('api', allow('*'))],
      {},
      'allowed',
    ],
    ['any destination with an exact client', [intentions('*', allow('web'), deny('*'))], {}, 'allowed'],
    [
      'clients of other clusters are not meant',
      [intentions('api', { name: 'web', peer: 'east', action: 'allow' }, deny('*'))],
      {},
      'denied',
    ],
  ])('%s', (_, objects, question, expected) => {
    expect(answer(objects, question)).toBe(expected);
  });
});

describe('permissions', () => {
  const mine = intentions(
    'api',
    {
      name: 'web',
      permissions: [
        { action: 'deny', http: { pathPrefix: '/admin' } },
        { action: 'allow', http: { pathPrefix: '/v2', methods: ['GET', 'HEAD'] } },
        { action: 'allow', http: { pathExact: '/login' } },
        { action: 'allow', http: { pathRegex: '/items/[0-9]+' } },
        { action: 'allow', http: { pathPrefix: '/debug', header: [{ name: 'x-debug', present: true }] } },
      ],
    },
    deny('*'),
  );

  test.each<[string, Asked, string]>([
    ['a denied prefix', { method: 'GET', path: '/admin/x' }, 'denied'],
    ['an allowed prefix', { method: 'GET', path: '/v2/x' }, 'allowed'],
    ['another method', { method: 'POST', path: '/v2/x' }, 'perhaps'],
    ['an exact path', { method: 'POST', path: '/login' }, 'allowed'],
    ['a regular expression', { path: '/items/42' }, 'allowed'],
    ['a header', { path: '/debug' }, 'perhaps'],
    ['another client', { from: 'shop/cron', method: 'GET', path: '/v2' }, 'denied'],
  ])('%s', (_, question, expected) => {
    expect(answer([mine], question)).toBe(expected);
  });

  test('the first that matches decides', () => {
    const source = {
      name: 'web',
      permissions: [
        { action: 'allow', http: { pathExact: '/a' } },
        { action: 'deny', http: { pathPrefix: '/' } },
      ],
    };
    expect(answer([intentions('api', source)], { path: '/a' })).toBe('allowed');
    expect(answer([intentions('api', source)], { path: '/b' })).toBe('denied');
  });

  test('a token is a condition', () => {
    const manifest = intentions(
      'api',
      {
        name: 'web',
        permissions: [{ action: 'allow', http: { pathPrefix: '/' }, jwt: { providers: [{ name: 'okta' }] } }],
      },
      deny('*'),
    );
    expect(answer([manifest])).toBe('perhaps');
  });
});

describe('services and ports', () => {
  test('are named by annotation, by Service, or by service account', () => {
    const closed = intentions('*', deny('*'));
    expect(
      answer([
        closed,
        intentions('backend', allow('web')),
        meshed('shop/api', { 'consul.hashicorp.com/connect-service': 'backend' }),
      ]),
    ).toBe('allowed');
    const other = service('shop/backend', { selector: { app: 'api' }, ports: [{ port: 80 }] });
    expect(answer([closed, intentions('backend', allow('web')), other])).toBe('allowed');
    const ignored = {
      ...other,
      metadata: { ...other.metadata, labels: { 'consul.hashicorp.com/service-ignore': 'true' } },
    };
    expect(answer([closed, intentions('backend', allow('web')), ignored])).toBe('denied');
    expect(answer([closed, intentions('api', allow('web'))])).toBe('allowed');
  });

  test('the proxy forwards to one port', () => {
    const open = intentions('api', allow('web'));
    expect(answer([open], { port: 9090 })).toBe('denied');
    expect(
      answer([open, meshed('shop/api', { 'consul.hashicorp.com/connect-service-port': '9090' })], { port: 9090 }),
    ).toBe('allowed');
    expect(answer([open, meshed('shop/api', { 'consul.hashicorp.com/connect-service-port': 'http' })])).toBe('allowed');
  });
});

describe('clients outside the mesh', () => {
  const open = intentions('*', allow('*'));

  test('are refused', () => {
    expect(answer([open], { from: 'shop/outside' })).toBe('denied');
    expect(answer([open], { from: '8.8.8.8' })).toBe('denied');
    expect(answer([open], { to: 'shop/outside' })).toBe('allowed');
  });

  test('come in where a port is excluded, or nothing is redirected', () => {
    const excluded = meshed('shop/api', { 'consul.hashicorp.com/transparent-proxy-exclude-inbound-ports': '9090' });
    expect(answer([open, excluded], { from: 'shop/outside', port: 9090 })).toBe('allowed');
    const direct = meshed('shop/api', { 'consul.hashicorp.com/transparent-proxy': 'false' });
    expect(answer([open, direct], { from: 'shop/outside' })).toBe('allowed');
  });

  const httpGet = { path: '/', port: 8080 };
  const probed = (annotations: Labels) =>
    workload('shop/api', {
      annotations: { ...inject, ...annotations },
      spec: {
        containers: [
          { name: 'consul-dataplane', image: 'hashicorp/consul-dataplane:1', livenessProbe: { httpGet } },
          {
            name: 'api',
            image: 'api:1',
            ports: [{ name: 'scrape', containerPort: 9103 }],
            readinessProbe: { tcpSocket: { port: 8080 } },
          },
          {
            name: 'log',
            image: 'log:1',
            livenessProbe: { httpGet },
            readinessProbe: { httpGet },
            startupProbe: { httpGet },
          },
        ],
      },
    });
  const own = (name: string, value: string): Labels => ({ [`consul.hashicorp.com/${name}`]: value });
  const overwritten = own('transparent-proxy-overwrite-probes', 'true');

  test.each<[string, Labels, number, string]>([
    ['metrics, where the pod has them', own('enable-metrics', 'true'), 20200, 'allowed'],
    [
      'metrics, at the port that the pod says',
      { ...own('enable-metrics', 't'), ...own('prometheus-scrape-port', '9102') },
      9102,
      'allowed',
    ],
    [
      'metrics, by the name of a port',
      { ...own('enable-metrics', '1'), ...own('prometheus-scrape-port', 'scrape') },
      9103,
      'allowed',
    ],
    [
      'no metrics at the usual port, where the pod says another',
      { ...own('enable-metrics', 'true'), ...own('prometheus-scrape-port', '9102') },
      20200,
      'denied',
    ],
    ['no metrics, where the pod has none', own('enable-metrics', 'false'), 20200, 'denied'],
    ['metrics, if the installation has them', {}, 20200, 'perhaps'],
    ['liveness of the second container of its own', overwritten, 20301, 'allowed'],
    ['its readiness', overwritten, 20401, 'allowed'],
    ['its startup', overwritten, 20501, 'allowed'],
    ['no probe of the first, which has none by HTTP', overwritten, 20400, 'denied'],
    ['no probe of the proxy', overwritten, 20300, 'denied'],
    ['no probe, where they stay as they are', own('transparent-proxy-overwrite-probes', 'false'), 20301, 'denied'],
    ['probes, if the installation overwrites them', {}, 20301, 'perhaps'],
    ['the health of the proxy, where the pod asks for it', own('use-proxy-health-check', 'true'), 21000, 'allowed'],
    ['no health of the proxy otherwise', {}, 21000, 'denied'],
  ])('reach %s', (_what, annotations, port, expected) => {
    expect(answer([open, probed(annotations)], { from: 'shop/outside', port })).toBe(expected);
  });

  test('reach no port past the proxy that the network closes, though it opens that of the mesh', () => {
    const mesh = networkPolicy('shop/api', {
      podSelector: { matchLabels: { app: 'api' } },
      ingress: [{ ports: [{ port: 20000 }] }],
    });
    const others = shop.filter(({ metadata }) => metadata.name !== 'api');
    const tree = reachBy('both', ...others, probed({}), open, mesh);
    const asked = (port: number) => ask(tree, { from: 'shop/web', to: 'shop/api', port });
    expect([9103, 20200, 20301].map(asked)).toEqual(['allowed', 'denied', 'denied']);
  });

  test.each([
    ['its namespace', { 'consul.hashicorp.com/transparent-proxy': 'false' }, {}, 'allowed'],
    [
      'the pod, before its namespace',
      { 'consul.hashicorp.com/transparent-proxy': 'false' },
      own('transparent-proxy', 'true'),
      'denied',
    ],
    ['the pod, in other words of Go', {}, own('transparent-proxy', 'F'), 'allowed'],
  ])('come in past the proxy where %s says so', (_what, labels, annotations, expected) => {
    const others = shop.filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.name !== 'api');
    const tree = reachBy('mesh', namespace('shop', labels), ...others, meshed('shop/api', annotations), open);
    expect(ask(tree, { from: 'shop/outside', to: 'shop/api' })).toBe(expected);
  });

  test('come in where service and mesh allow it', () => {
    const permissive = entry('ServiceDefaults', 'api', { mutualTLSMode: 'permissive' });
    expect(answer([open, permissive], { from: 'shop/outside' })).toBe('denied');
    const mesh = entry('Mesh', 'mesh', { allowEnablingPermissiveMutualTLS: true });
    expect(answer([open, permissive, mesh], { from: 'shop/outside' })).toBe('allowed');
    const all = entry('ProxyDefaults', 'global', { mutualTLSMode: 'permissive' });
    expect(answer([open, all, mesh], { from: 'shop/outside' })).toBe('allowed');
    expect(
      answer([open, all, entry('ServiceDefaults', 'api', { mutualTLSMode: 'strict' }), mesh], { from: 'shop/outside' }),
    ).toBe('denied');
  });
});

test('between pods of the mesh, the network sees port 20000', () => {
  const ingress = (port: number) => networkPolicy('shop/api', { podSelector: {}, ingress: [{ ports: [{ port }] }] });
  const asked = (port: number, from: string) =>
    ask(reachBy('both', ...shop, intentions('api', allow('*')), ingress(port)), { from, to: 'shop/api' });
  expect([asked(20000, 'shop/web'), asked(8080, 'shop/web')]).toEqual(['allowed', 'denied']);
});

import { Field } from '../../lib/manifest/objects/field';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { Port, WebService } from '../../lib';
import { ServiceLevelObjective } from '../../lib/monitoring';
import { synthesize, type Tree } from '../../lib/testing';
import { clusterWith, meshes, shopIn, unmonitored } from './monitored-fleet';

interface Endpoint {
  readonly port?: string;
  readonly portNumber?: number;
  readonly path: string;
}

function monitors(tree: Tree): Readonly<Record<string, readonly Endpoint[]>> {
  const found = tree.manifests.filter(({ manifest }) => manifest.kind === 'PodMonitor');
  return Object.fromEntries(found.map(({ manifest }) => [manifest.metadata.name ?? '', endpointsOf(manifest)]));
}

function endpointsOf(monitor: Manifest): readonly Endpoint[] {
  const endpoints = Field.root(monitor).at('spec', 'podMetricsEndpoints').items();
  return endpoints.map((endpoint) => {
    const port = endpoint.at('port').text;
    const portNumber = endpoint.at('portNumber').number;
    return {
      ...(port === undefined ? {} : { port }),
      ...(portNumber === undefined ? {} : { portNumber }),
      path: endpoint.at('path').text ?? '',
    };
  });
}

const nothing = () => undefined;

test('metrics of a workload are enough: its Pods are scraped where the cluster has a Prometheus', () => {
  const tree = synthesize(shopIn(clusterWith({}), nothing), 'prod-euw1');
  expect(monitors(tree)).toEqual({ web: [{ port: 'http', path: '/metrics' }] });
  expect(tree).toPassChecks();
});

test('a cluster that says nothing of its monitoring gets no monitors', () => {
  expect(monitors(synthesize(shopIn(clusterWith({}, unmonitored), nothing), 'prod-euw1'))).toEqual({});
});

test('a monitor has the labels that Prometheus asks for', () => {
  const tree = synthesize(shopIn(clusterWith({}), nothing), 'prod-euw1');
  const monitor = tree.manifests.find(({ manifest }) => manifest.kind === 'PodMonitor');
  expect(monitor?.manifest.metadata.labels).toMatchObject({ release: 'metrics' });
});

test('what Consul merges is scraped from the proxy, once', () => {
  const tree = synthesize(
    shopIn(clusterWith(meshes.consul), ({ chart, web }) => {
      new ServiceLevelObjective(chart, 'web-is-there', { workload: web, target: 99.9, indicator: 'availability' });
    }),
    'prod-euw1',
  );
  expect(monitors(tree)).toEqual({ web: [{ portNumber: 20200, path: '/metrics' }] });
});

test.each([
  ['istio-sidecar', { port: 'http-envoy-prom', path: '/stats/prometheus' }],
  ['linkerd', { port: 'linkerd-admin', path: '/metrics' }],
] as const)('an objective has the proxy scraped beside the workload: %s', (mesh, proxy) => {
  const tree = synthesize(
    shopIn(clusterWith(meshes[mesh]), ({ chart, web }) => {
      new ServiceLevelObjective(chart, 'web-is-there', { workload: web, target: 99.9, indicator: 'availability' });
    }),
    'prod-euw1',
  );
  expect(monitors(tree)).toEqual({ web: [{ port: 'http', path: '/metrics' }, proxy] });
});

test('a proxy that nobody measures is not scraped for it', () => {
  const tree = synthesize(shopIn(clusterWith(meshes['istio-sidecar']), nothing), 'prod-euw1');
  expect(monitors(tree)).toEqual({ web: [{ port: 'http', path: '/metrics' }] });
});

test('a monitor where Prometheus does not look is an error that says where it looks', () => {
  const cluster = clusterWith({ monitoring: { product: 'prometheus-operator', namespaces: ['monitoring'] } });
  const tree = synthesize(shopIn(cluster, nothing), 'prod-euw1');
  expect(tree.findings).toContainEqual(
    expect.objectContaining({
      id: 'unsupported-monitor',
      severity: 'error',
      message: 'Forbidden: Prometheus of prod-euw1 looks for monitors in monitoring, not in shop',
    }),
  );
});

test('a monitor of Pods that Prometheus is not let in to is an error that names the fact', () => {
  const tree = synthesize(shopIn(clusterWith({ network: {} }), nothing), 'prod-euw1');
  expect(tree.findings).toContainEqual(
    expect.objectContaining({
      id: 'unsupported-monitor',
      severity: 'error',
      fix: 'say it as a fact of the cluster: network: { monitoring: { namespace, podLabels } }',
    }),
  );
});

test('metrics on a port of their own are scraped there', () => {
  const tree = synthesize(
    shopIn(clusterWith({}), ({ chart }) => {
      new WebService(chart, 'api', {
        image: 'registry.example/api:1.0.0',
        port: Port.http(8080),
        ports: [Port.http(9090, { name: 'metrics' })],
        metrics: { port: 'metrics', path: '/internal/metrics' },
        resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
      });
    }),
    'prod-euw1',
  );
  expect(monitors(tree).api).toEqual([{ port: 'metrics', path: '/internal/metrics' }]);
});

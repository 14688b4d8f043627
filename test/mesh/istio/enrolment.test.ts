import { Duration } from 'cdk8s';
import { ClusterChart, istio, Port, ScheduledJob, WebService, type ClusterProps } from '../../../lib';
import { exampleFleet } from '../../example-fleet';
import { meshShop, onIstio } from '../mesh-shop';

function classic(more: Partial<ClusterProps> = {}): Partial<ClusterProps> {
  return { mesh: istio({ version: '1.30', nativeSidecars: false }), ...more };
}

test('holds an application until its proxy starts, where the proxy is an ordinary container', () => {
  const config = (props: Partial<ClusterProps>) =>
    meshShop(({ server }) => server.workload.mesh({ drain: Duration.seconds(9) }), props).objects.get(
      'Deployment/server',
    );
  const annotated = (value: string) => ({
    spec: { template: { metadata: { annotations: { 'proxy.istio.io/config': value } } } },
  });
  expect(config(classic())).toMatchObject(
    annotated('holdApplicationUntilProxyStarts: true\nterminationDrainDuration: 9s\n'),
  );
  expect(config(onIstio)).toMatchObject(annotated('terminationDrainDuration: 9s\n'));
});

test('has no native sidecars before Kubernetes 1.29, whatever the mesh would like: a job must stay outside', () => {
  const { findings } = meshShop(({ chart }) => new ScheduledJob(chart, 'nightly', job), {
    ...onIstio,
    kubernetesVersion: '1.28',
  });
  expect(findings).toMatchObject([{ id: 'unsupported-mesh-enrolment', path: 'spec.template.spec.containers' }]);
});

const job = { image: 'registry.example/nightly:1', schedule: '0 3 * * *', timeZone: 'Etc/UTC' } as const;

test.each<[label: string, value: string, mesh: NonNullable<ClusterProps['mesh']>]>([
  ['istio-injection', 'disabled', istio({ version: '1.30' })],
  ['istio.io/rev', 'canary', istio({ version: '1.30' })],
  ['istio-injection', 'enabled', istio({ version: '1.30', revision: 'stable' })],
  ['istio.io/dataplane-mode', 'ambient', istio({ version: '1.30' })],
])('refuses the label %s: %s of a namespace that contradicts the mesh', (label, value, mesh) => {
  const { findings } = exampleFleet(
    (cluster) => {
      const namespace = { name: 'shop', labels: { [label]: value } };
      const chart = new ClusterChart(cluster, 'shop', { namespace });
      new WebService(chart, 'cart', { image: 'registry.example/cart:1', port: Port.http(8080) });
    },
    { mesh },
  ).render('test');
  expect(findings).toMatchObject([
    { id: 'unsupported-mesh-enrolment', severity: 'error', path: `metadata.labels[${label}]` },
  ]);
});

test('labels namespaces with the revision of the cluster', () => {
  const { objects } = meshShop(undefined, { mesh: istio({ version: '1.30', revision: 'stable' }) });
  const labels = objects.get('Namespace/shop')?.metadata.labels;
  expect(labels).toMatchObject({ 'istio.io/rev': 'stable' });
  expect(labels).not.toHaveProperty('istio-injection');
});

test('lets probes of the nodes through to the port of the proxy that answers for the container', () => {
  const { objects } = meshShop(
    ({ chart }) => {
      new WebService(chart, 'probed', {
        image: 'registry.example/probed:1',
        port: Port.http(8080),
        probes: { readiness: { httpGet: { path: '/healthz' } } },
      });
    },
    { ...onIstio, network: { nodeCidrs: ['10.9.0.0/16'] } },
  );
  expect(objects.get('NetworkPolicy/probed')).toMatchObject({
    spec: {
      ingress: expect.arrayContaining([
        {
          from: [{ ipBlock: { cidr: '10.9.0.0/16' } }],
          ports: expect.arrayContaining([
            { protocol: 'TCP', port: 15020 },
            { protocol: 'TCP', port: 15021 },
          ]) as unknown,
        },
      ]) as unknown,
    },
  });
});

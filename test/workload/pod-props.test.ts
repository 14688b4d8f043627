import { Size } from 'cdk8s';
import { ClusterChart, Port, WebService, Worker, type WorkerProps } from '../../lib';
import { render, renderChart } from '../example-fleet';
import { rejection } from '../rejection';

const image = 'registry.example/app:1';

function pod(props: Partial<WorkerProps>): unknown {
  const deployment = renderChart((chart) => new Worker(chart, 'app', { image, ...props })).get('Deployment/app');
  return (deployment?.spec as { template: unknown } | undefined)?.template;
}

test('numbers and booleans are variables, too, as the text that programs read', () => {
  expect(pod({ env: { PORT: 8080, RATIO: 0.5, DEBUG: false, NAME: 'a' } })).toHaveProperty('spec.containers.0.env', [
    { name: 'PORT', value: '8080' },
    { name: 'RATIO', value: '0.5' },
    { name: 'DEBUG', value: 'false' },
    { name: 'NAME', value: 'a' },
  ]);
  expect(() => pod({ env: { A: Number.NaN } })).toThrow('env.A\n  Invalid value: NaN: must be a map');
});

test('folders that can be written to are volumes with a limit', () => {
  const scratch = { '/tmp': Size.mebibytes(64), '/var/cache/App': Size.kibibytes(100) };
  expect(pod({ scratch })).toMatchObject({
    spec: {
      containers: [
        {
          securityContext: { readOnlyRootFilesystem: true },
          volumeMounts: [
            { name: 'scratch-tmp', mountPath: '/tmp' },
            { name: 'scratch-var-cache-app', mountPath: '/var/cache/App' },
          ],
        },
      ],
      volumes: [
        { name: 'scratch-tmp', emptyDir: { sizeLimit: '64Mi' } },
        { name: 'scratch-var-cache-app', emptyDir: { sizeLimit: '100Ki' } },
      ],
    },
  });
  expect(() => pod({ scratch: { tmp: Size.mebibytes(1) } })).toThrow(
    rejection('Worker shop/app', 'scratch', 'Invalid value: "tmp": must be a folder, such as /tmp'),
  );
  const untyped: object = { scratch: { '/tmp': 64 } };
  expect(() => pod(untyped)).toThrow('Invalid value: 64: must be a Size\n  fix:  write Size.gibibytes(64)');
});

test('labels for the pods of a chart are on each of them, and a workload has the last word', () => {
  const objects = render((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop', podLabels: { team: 'shop', tier: 'back' } });
    new Worker(chart, 'app', { image, podLabels: { tier: 'front' } });
  });
  const deployment = objects.get('Deployment/app');
  expect(deployment).toHaveProperty('spec.template.metadata.labels', {
    'app.kubernetes.io/name': 'app',
    team: 'shop',
    tier: 'front',
  });
  expect(deployment).toHaveProperty('spec.selector.matchLabels', { 'app.kubernetes.io/name': 'app' });
  expect(deployment?.metadata.labels).not.toHaveProperty('team');
});

test('a workload is exposed below several paths, through either kind of controller', () => {
  const exposed = (api: 'Ingress' | 'Gateway') =>
    render(
      (cluster) => {
        const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
        const props = { image, port: Port.http(8080) };
        new WebService(chart, 'app', props).expose({ hosts: ['shop.example'], path: ['/cart', '/orders'] });
      },
      {
        network: {
          ingressControllers: [
            {
              className: 'edge',
              namespace: 'edge',
              podLabels: { app: 'edge' },
              api,
              ...(api === 'Gateway' ? { gateway: { namespace: 'edge', name: 'main' } } : {}),
            },
          ],
        },
      },
    );
  expect(exposed('Ingress').get('Ingress/app')).toMatchObject({
    spec: { rules: [{ http: { paths: [{ path: '/cart' }, { path: '/orders' }] } }] },
  });
  expect(exposed('Gateway').get('HTTPRoute/app')).toMatchObject({
    spec: { rules: [{ matches: [{ path: { value: '/cart' } }, { path: { value: '/orders' } }] }] },
  });
});

import {
  ClusterChart,
  Port,
  WebService,
  Worker,
  type Deployment,
  type ExposeOptions,
  type IngressControllerFacts,
} from '../../lib';
import { exampleFleet, render } from '../example-fleet';
import { rejection } from '../rejection';

const image = 'registry.example/app:1';
const pods = { namespace: 'ingress', podLabels: { app: 'controller' } };
const nginx: IngressControllerFacts = { ...pods, className: 'nginx', api: 'Ingress' };
const gateway: IngressControllerFacts = {
  ...pods,
  className: 'public',
  api: 'Gateway',
  gateway: { namespace: 'ingress', name: 'public', tlsListener: 'https' },
};

function exposed(options: Partial<ExposeOptions> = {}, port = Port.http(8080, { servicePort: 80 })): Deployment {
  return (cluster) =>
    new WebService(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'cart', { image, port }).workload.expose({
      hosts: ['cart.example'],
      ...options,
    });
}

const behind = (...ingressControllers: IngressControllerFacts[]) => ({ network: { ingressControllers } });

test('an ingress controller sends requests through an Ingress to the Service', () => {
  const objects = render(exposed({ tls: { secretName: 'cart-tls' } }), behind(nginx));
  expect(objects.get('Ingress/cart')?.spec).toEqual({
    ingressClassName: 'nginx',
    rules: [
      {
        host: 'cart.example',
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'cart', port: { number: 80 } } } }],
        },
      },
    ],
    tls: [{ hosts: ['cart.example'], secretName: 'cart-tls' }],
  });
});

test.each([
  ['HTTPRoute', Port.http(8080, { servicePort: 80 }), [{ path: { type: 'PathPrefix', value: '/' } }]],
  ['GRPCRoute', Port.grpc(8080, { servicePort: 80 }), undefined],
])('a gateway sends requests through a %s to the Service', (kind, port, matches) => {
  const objects = render(exposed({}, port), behind(gateway));
  expect(objects.get(`${kind}/cart`)?.spec).toEqual({
    parentRefs: [{ name: 'public', namespace: 'ingress' }],
    hostnames: ['cart.example'],
    rules: [{ ...(matches === undefined ? {} : { matches }), backendRefs: [{ name: 'cart', port: 80 }] }],
  });
});

test.each([nginx, gateway])('its policy lets exactly that controller in, to the container port: $api', (controller) => {
  expect(render(exposed(), behind(controller)).get('NetworkPolicy/cart')).toHaveProperty('spec.ingress', [
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } },
          podSelector: { matchLabels: { app: 'controller' } },
        },
      ],
      ports: [{ protocol: 'TCP', port: 8080 }],
    },
  ]);
});

test('with TLS a route attaches to the listener that ends it alone', () => {
  const objects = render(exposed({ tls: { secretName: 'cart-tls' } }), behind(gateway));
  expect(objects.get('HTTPRoute/cart')).toHaveProperty('spec.parentRefs', [
    { name: 'public', namespace: 'ingress', sectionName: 'https' },
  ]);
});

test('what a Gateway cannot do as it was declared is refused', () => {
  const { gateway: _, ...unnamed } = gateway;
  expect(refusals(exposed(), unnamed)).toEqual([
    'unsupported-exposure  className: Required value: the Gateway that routes of class "public" attach to; fix: name it among the cluster’s facts: network.ingressControllers[].gateway',
  ]);
  const withoutListener = { ...unnamed, gateway: { namespace: 'ingress', name: 'public' } };
  expect(refusals(exposed({ tls: { secretName: 'x' } }), withoutListener)).toEqual([
    'unsupported-exposure  tls: Required value: the listener of Gateway ingress/public that ends TLS: a route that names none is served by all of them, unencrypted too; fix: name it among the cluster’s facts: network.ingressControllers[].gateway.tlsListener',
  ]);
  expect(refusals(exposed({ path: '/cart' }, Port.grpc(8080, { servicePort: 80 })), gateway)).toEqual([
    'unsupported-exposure  path: Forbidden: "/cart": a GRPCRoute leads to a port by host alone; fix: leave "path" out, or expose the port through an Ingress',
  ]);
});

test('a workload may be exposed twice, under two names', () => {
  const twice: Deployment = (cluster) =>
    new WebService(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'cart', { image, port: Port.http(8080) })
      .expose({ hosts: ['cart.example'] })
      .expose({ hosts: ['admin.example'], path: '/admin', name: 'cart-admin' });
  expect([...render(twice, behind(nginx)).keys()].filter((key) => key.startsWith('Ingress'))).toEqual([
    'Ingress/cart',
    'Ingress/cart-admin',
  ]);
});

test('an exposure without a host is refused at once', () => {
  expect(() => render(exposed({ hosts: [] }), behind(nginx))).toThrow(
    rejection('Workload shop/cart', 'expose.hosts', 'Required value: at least one DNS name'),
  );
});

function refusals(deployment: Deployment, ...controllers: IngressControllerFacts[]): string[] {
  const { findings } = exampleFleet(deployment, behind(...controllers)).render('test');
  return findings.map(({ id, path, message, fix }) => `${id}  ${path}: ${message}; fix: ${fix}`);
}

test('is refused in a cluster without a controller, or without that one', () => {
  expect(refusals(exposed())).toEqual([
    'unsupported-exposure  className: Required value: test has no ingress classes; fix: declare the controller under network.ingressControllers of the cluster',
  ]);
  expect(refusals(exposed({ className: 'traefik' }), nginx, gateway)).toEqual([
    'unsupported-exposure  className: Not found: "traefik": the ingress classes of test are: "nginx", "public"; fix: declare the controller under network.ingressControllers of the cluster',
  ]);
});

test('is refused where several controllers could be meant', () => {
  expect(refusals(exposed(), nginx, gateway)).toEqual([
    'unsupported-exposure  className: Required value: test has several ingress classes: "nginx", "public"; fix: say which one: expose({ className: … })',
  ]);
});

test('is refused for a port that the Service does not show, and for a workload without one', () => {
  expect(refusals(exposed({ port: 'admin' }), nginx)).toEqual([
    'unsupported-exposure  port: Not found: "admin": the Service ports of cart are: "http"; fix: expose a port that the workload’s Service shows',
  ]);
  const worker: Deployment = (cluster) =>
    new Worker(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'mailer', {
      image,
      ports: [Port.http(8080)],
    }).workload.expose({ hosts: ['x.example'] });
  expect(refusals(worker, nginx)).toEqual([
    'unsupported-exposure  port: Required value: mailer has no Service that shows a port; fix: expose a port that the workload’s Service shows',
  ]);
});

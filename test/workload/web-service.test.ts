import { Duration } from 'cdk8s';
import { Environment, linkerd, Port, WebService, Worker, type WebServiceProps } from '../../lib';
import { renderChart } from '../example-fleet';
import { rejection } from '../rejection';

const minimal: WebServiceProps = { image: 'registry.example/cart:1.0.0', port: Port.http(8080) };

function deployment(props: Partial<WebServiceProps> = {}, cluster = {}) {
  return renderChart((chart) => new WebService(chart, 'cart', { ...minimal, ...props }), cluster).get(
    'Deployment/cart',
  );
}

test('makes a Deployment, a Service and a ServiceAccount, and no disruption budget for one replica', () => {
  const objects = renderChart((chart) => new WebService(chart, 'cart', minimal));
  expect([...objects.keys()].filter((key) => key.endsWith('/cart'))).toEqual([
    'Deployment/cart',
    'ServiceAccount/cart',
    'Service/cart',
    'NetworkPolicy/cart',
  ]);
});

test('runs two replicas with a disruption budget in production', () => {
  const prod = new Environment('prod', { tier: 'production' });
  const objects = renderChart((chart) => new WebService(chart, 'cart', minimal), { environment: prod });
  expect(objects.get('Deployment/cart')).toMatchObject({ spec: { replicas: 2 } });
  expect(objects.get('PodDisruptionBudget/cart')).toMatchObject({ spec: { maxUnavailable: 1 } });
});

test('keeps replicas 0 when set', () => {
  expect(deployment({ replicas: 0 })).toMatchObject({ spec: { replicas: 0 } });
});

test('invents neither probes nor resources', () => {
  expect(JSON.stringify(deployment())).not.toMatch(/Probe|resources|limits/);
});

test('shows the application protocol of a port on its Service', () => {
  const objects = renderChart(
    (chart) => new WebService(chart, 'cart', { ...minimal, port: Port.grpc(7070, { servicePort: 80 }) }),
  );
  expect(objects.get('Service/cart')).toMatchObject({
    spec: { ports: [{ name: 'grpc', port: 80, targetPort: 7070, protocol: 'TCP', appProtocol: 'grpc' }] },
  });
});

test('spreads pods over zones only where the cluster has several', () => {
  const topologyKeys = (cluster: object) =>
    JSON.stringify(deployment({}, cluster)).match(/topology\.kubernetes\.io\/zone/g) ?? [];
  expect(topologyKeys({ region: 'eu', zones: ['a'] })).toHaveLength(0);
  expect(topologyKeys({ region: 'eu', zones: ['a', 'b'] })).toHaveLength(1);
});

test('sleeps before it ends from Kubernetes 1.30, where the kubelet can', () => {
  const sleep = {
    spec: { template: { spec: { containers: [{ lifecycle: { preStop: { sleep: { seconds: 5 } } } }] } } },
  };
  expect(deployment({}, { kubernetesVersion: '1.30' })).toMatchObject(sleep);
  expect(JSON.stringify(deployment({}, { kubernetesVersion: '1.29' }))).not.toContain('preStop');
});

test('refuses a grace period that ends before the drain does', () => {
  expect(() => deployment({ terminationGracePeriod: Duration.seconds(5) })).toThrow(
    rejection(
      'WebService shop/cart',
      'terminationGracePeriod',
      'Invalid value: 5s: must be longer than drain (5s), or the container is killed before it was told to end',
    ),
  );
});

test('refuses to serve on no port', () => {
  const message = rejection('WebService shop/cart', 'port', 'Required value: a WebService listens somewhere');
  expect(() => renderChart((chart) => new WebService(chart, 'cart', { image: 'cart:1', ports: [] }))).toThrow(message);
  // @ts-expect-error -- neither a port nor ports: the compiler says so first
  expect(() => renderChart((chart) => new WebService(chart, 'cart', { image: 'cart:1' }))).toThrow(message);
});

test('refuses a port out of range', () => {
  expect(() => Port.http(0)).toThrow(
    rejection('Port.http', 'containerPort', 'Invalid value: 0: must be between 1 and 65535, inclusive'),
  );
});

test('lets any pod and container field be set, and its own defaults be replaced', () => {
  const manifest = deployment({
    pod: { priorityClassName: 'high', hostUsers: false, setHostnameAsFQDN: true },
    container: { imagePullPolicy: 'Always', workingDir: '/srv' },
    securityContext: { readOnlyRootFilesystem: false },
  });
  expect(manifest).toMatchObject({
    spec: {
      template: {
        spec: {
          priorityClassName: 'high',
          hostUsers: false,
          setHostnameAsFQDN: true,
          containers: [
            {
              imagePullPolicy: 'Always',
              workingDir: '/srv',
              securityContext: { readOnlyRootFilesystem: false, allowPrivilegeEscalation: false },
            },
          ],
        },
      },
    },
  });
});

test('variables, hooks and security settings of the fields add to its own, and lose none of them', () => {
  const manifest = deployment({
    env: { A: '1' },
    container: {
      env: [{ name: 'B', value: '2' }],
      lifecycle: { postStart: { exec: { command: ['true'] } } },
      securityContext: { runAsUser: 1000 },
    },
    pod: { securityContext: { fsGroup: 1000 } },
  });
  expect(manifest).toMatchObject({
    spec: {
      template: {
        spec: {
          securityContext: { fsGroup: 1000, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              env: [
                { name: 'A', value: '1' },
                { name: 'B', value: '2' },
              ],
              lifecycle: { postStart: { exec: { command: ['true'] } }, preStop: { sleep: { seconds: 5 } } },
              securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
            },
          ],
        },
      },
    },
  });
});

test('keeps the selector of an adopted workload', () => {
  const objects = renderChart(
    (chart) => new WebService(chart, 'cart', { ...minimal, selectorLabels: { app: 'cart' } }),
  );
  expect(objects.get('Deployment/cart')).toMatchObject({
    spec: { selector: { matchLabels: { app: 'cart' } }, template: { metadata: { labels: { app: 'cart' } } } },
  });
  expect(objects.get('Service/cart')).toMatchObject({ spec: { selector: { app: 'cart' } } });
});

test.each(['My_Service', 'x/y', '-cart', 'a'.repeat(64)])(
  'is refused once where its name cannot be one: %s',
  (name) => {
    expect(() => renderChart((chart) => new WebService(chart, name, minimal))).toThrow(
      `  name\n  Invalid value: "${name}": must be an RFC 1123 subdomain of at most 63 characters`,
    );
  },
);

test('and a Worker say how a mesh treats their pods', () => {
  const cluster = { mesh: linkerd({ version: '2.20' }) };
  const objects = renderChart((chart) => {
    new WebService(chart, 'cart', minimal).mesh({ enrolled: false });
    new Worker(chart, 'mails', { image: minimal.image }).mesh({ enrolled: false });
  }, cluster);
  for (const name of ['cart', 'mails'])
    expect(JSON.stringify(objects.get(`Deployment/${name}`))).toContain('"linkerd.io/inject":"disabled"');
});

test('refuses fields of mesh and expose that there are not, which JavaScript lets through', () => {
  const mistyped = { hots: ['shop.example'], hosts: ['shop.example'], enroled: true };
  const call = (use: (service: WebService) => unknown) => () =>
    renderChart((chart) => use(new WebService(chart, 'cart', minimal)));
  expect(call((service) => service.expose(mistyped))).toThrow(
    rejection('Workload shop/cart', 'expose.hots', 'unknown field; did you mean "hosts"?'),
  );
  const policy: object = { enroled: true };
  expect(call((service) => service.mesh(policy))).toThrow(
    rejection('Workload shop/cart', 'mesh.enroled', 'unknown field; did you mean "enrolled"?'),
  );
});

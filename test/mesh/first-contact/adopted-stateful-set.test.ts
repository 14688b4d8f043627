import * as kplus from 'cdk8s-plus-28';
import { ClusterChart, consul, istio, Port, Worker, Workload, type ClusterProps } from '../../../lib';
import { exampleFleet } from '../../example-fleet';

const onIstio = { mesh: istio({ version: '1.28' }) } as const;

test('a client knows the Service of the tree in front of an adopted StatefulSet', () => {
  const { hosts, errors } = queue((chart) => service(chart, [{ port: 5672 }]));
  expect(hosts).toContain('./queue.shop.svc.cluster.local');
  expect(errors).toEqual([]);
});

test('a Service that shows the port by its name is one, too', () => {
  expect(queue((chart) => service(chart, [{ port: 80, targetPort: 5672 }])).hosts).toContain(
    './queue.shop.svc.cluster.local',
  );
});

test.each<[string, (chart: ClusterChart) => kplus.Service]>([
  ['does not show the port', (chart) => service(chart, [{ port: 80, targetPort: 8080 }])],
])('a Service that %s is no way to it: the synth says so', (_, make) => {
  const { hosts, errors } = queue(make);
  expect(hosts).not.toContain('./queue.shop.svc.cluster.local');
  expect(errors).toEqual([
    'connection.to Forbidden: proxies of istio-sidecar on test let through hosts that they know alone, and no Service of the tree stands in front of shop/queue',
  ]);
});

test('where egress is open, the client needs no host', () => {
  const { errors } = queue((chart) => service(chart, [{ port: 80, targetPort: 8080 }]), { isolated: false });
  expect(errors).toEqual([]);
});

test('Consul registers it by the Service of the tree that has its name, and adds none beside it', () => {
  const { services, every } = queue((chart) => service(chart, [{ port: 5672 }]), {
    props: { mesh: consul({ version: '2.0' }) },
  });
  expect(services).toEqual(['queue', 'worker']);
  expect(every.filter((message) => message.includes('Duplicate'))).toEqual([]);
});

function service(chart: ClusterChart, ports: kplus.ServicePort[]): kplus.Service {
  return new kplus.Service(chart, 'queue-svc', { metadata: { name: 'queue' }, clusterIP: 'None', ports });
}

function queue(
  make: (chart: ClusterChart) => kplus.Service,
  { isolated = true, props = onIstio }: { readonly isolated?: boolean; readonly props?: Partial<ClusterProps> } = {},
) {
  const { manifests, findings } = exampleFleet((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', {
      namespace: { name: 'shop', podSecurity: 'baseline', isolated },
    });
    const set = new kplus.StatefulSet(chart, 'queue', {
      metadata: { name: 'queue' },
      service: make(chart),
      containers: [{ image: 'registry.example/mq:4', portNumber: 5672 }],
    });
    const worker = new Worker(chart, 'worker', { image: 'registry.example/worker:1' });
    worker.connections.allowTo(Workload.from(set, { ports: [Port.tcp(5672)] }));
  }, props).render('test');
  const sidecar = manifests.find(
    ({ manifest }) => manifest.kind === 'Sidecar' && manifest.metadata.name === 'worker',
  )?.manifest;
  return {
    services: manifests
      .flatMap(({ manifest: { kind, metadata } }) => (kind === 'Service' ? [metadata.name] : []))
      .sort(),
    every: findings.map(({ message }) => message),
    hosts: JSON.stringify(sidecar?.spec ?? {}),
    errors: findings
      .filter(({ id, severity }) => id === 'unsupported-mesh-connection' && severity === 'error')
      .map(({ path, message }) => `${path} ${message}`),
  };
}

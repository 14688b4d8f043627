import { Duration } from 'cdk8s';
import { BatchJob, ClusterChart, Port, WebService, Worker, type Manifest } from '../../../lib';
import { Field } from '../../../lib/manifest/objects/field';
import { service, shop } from './shop';

function podOf(manifest: Manifest | undefined): Field {
  return Field.at('', manifest).at('spec', 'template');
}

function annotationsOf(manifest: Manifest | undefined): unknown {
  return podOf(manifest).at('metadata', 'annotations').value;
}

test('injects a pod, registers it by its one Service and port, and gives its proxy the token to log in with', () => {
  const server = shop().objects.get('Deployment/server');
  expect(annotationsOf(server)).toEqual({
    'consul.hashicorp.com/connect-inject': 'true',
    'consul.hashicorp.com/connect-service-port': '9090',
    'consul.hashicorp.com/kubernetes-service': 'server',
    'consul.hashicorp.com/transparent-proxy': 'true',
  });
  expect(podOf(server).at('spec', 'automountServiceAccountToken').value).toBe(true);
});

test('leaves a pod out by name, whatever the default of the injector is', () => {
  const { objects, problems } = shop(({ chart }) => {
    service(chart, 'legacy').workload.mesh({ enrolled: false });
  });
  const legacy = objects.get('Deployment/legacy');
  expect(problems).toEqual([]);
  expect(annotationsOf(legacy)).toEqual({ 'consul.hashicorp.com/connect-inject': 'false' });
  expect(podOf(legacy).at('spec', 'automountServiceAccountToken').value).toBe(false);
  expect(objects.has('ServiceDefaults/legacy')).toBe(false);
});

test('keeps what the user said on the pod', () => {
  const { objects } = shop(({ chart }) => {
    new WebService(chart, 'old', {
      image: 'registry.example/old:1',
      port: Port.http(8080),
      podAnnotations: { 'consul.hashicorp.com/transparent-proxy': 'false' },
    });
  });
  expect(annotationsOf(objects.get('Deployment/old'))).toMatchObject({
    'consul.hashicorp.com/transparent-proxy': 'false',
  });
});

test('gives a worker the Service by which Consul registers it', () => {
  const { objects } = shop(({ chart, server }) => {
    new Worker(chart, 'consumer', { image: 'registry.example/consumer:1' }).connections.allowTo(server);
  });
  expect(objects.get('Service/consumer')).toMatchObject({
    spec: { type: 'ClusterIP', clusterIP: 'None', selector: { 'app.kubernetes.io/name': 'consumer' } },
  });
  expect(objects.get('ServiceIntentions/server')).toMatchObject({
    spec: { sources: [{ name: 'client' }, { name: 'consumer' }, { name: '*', action: 'deny' }] },
  });
});

test('lets a job end: its proxy is a native sidecar', () => {
  const job = ({ chart }: { chart: ClusterChart }) => new BatchJob(chart, 'import', { image: 'registry.example/i:1' });
  const { objects, problems } = shop(job);
  expect(problems).toEqual([]);
  expect(annotationsOf(objects.get('Job/import'))).toMatchObject({
    'consul.hashicorp.com/enable-consul-dataplane-as-sidecar': 'true',
  });
  expect(annotationsOf(objects.get('Deployment/server'))).not.toHaveProperty([
    'consul.hashicorp.com/enable-consul-dataplane-as-sidecar',
  ]);
});

test('refuses a job where Kubernetes has no native sidecars', () => {
  const { problems, fixes } = shop(
    ({ chart }) => new BatchJob(chart, 'import', { image: 'registry.example/i:1' }),
    {},
    { kubernetesVersion: '1.28' },
  );
  expect(problems).toEqual([
    "error spec.template.spec.containers: Forbidden: Kubernetes 1.28 has no native sidecars, so that Consul's proxy never ends: the job would run for ever",
  ]);
  expect(fixes).toEqual([
    'upgrade the cluster to Kubernetes 1.29, or leave the job out of the mesh: workload.mesh({ enrolled: false })',
  ]);
});

test('refuses a ServiceAccount that is not named after the service', () => {
  const { problems, fixes } = shop(({ chart }) => {
    new WebService(chart, 'shared', {
      image: 'registry.example/shared:1',
      port: Port.http(8080),
      serviceAccount: { name: 'apps' },
    });
  });
  expect(problems).toEqual([
    'error spec.template.spec.serviceAccountName: Invalid value: "apps": must be the name of the service in Consul, shared: with any other one its proxy may not register it, and the pods never start',
  ]);
  expect(fixes).toEqual([
    'run it as ServiceAccount shared of its own: leave serviceAccount.name out, or set it and service.name to one name',
  ]);
});

test('takes a Service and a ServiceAccount of one other name', () => {
  const { objects, problems } = shop(({ chart, client }) => {
    const renamed = new WebService(chart, 'renamed', {
      image: 'registry.example/renamed:1',
      port: Port.http(8080),
      service: { name: 'shop-api' },
      serviceAccount: { name: 'shop-api' },
    });
    client.connections.allowTo(renamed);
  });
  expect(problems).toEqual([]);
  expect(objects.get('ServiceIntentions/shop-api')).toMatchObject({ spec: { destination: { name: 'shop-api' } } });
});

test('refuses two workloads of one name in different namespaces, which Consul would take for one service', () => {
  const { problems, fixes } = shop(({ cluster }) => {
    service(new ClusterChart(cluster, 'office', { namespace: 'office' }), 'server');
  });
  expect(problems).toEqual([
    'error metadata.name: Duplicate value: "server": office/server has that name in Consul, whose one namespace all of Kubernetes shares: their clients would be mixed up',
  ]);
  expect(fixes).toEqual(['give one of them another name: service.name and serviceAccount.name']);
});

test('refuses the init container where Pod Security does', () => {
  const { problems } = shop(() => undefined, { cni: false });
  expect(problems).toEqual([
    'error metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "restricted": Consul on test redirects traffic with an init container that runs as root with NET_ADMIN, which the level refuses',
  ]);
});

test('refuses probes that the proxy would refuse, and warns of those that it would answer itself', () => {
  const probing = (probe: { grpc: object } | { tcpSocket: object }, permissivePorts: number[] = []) =>
    shop(({ chart }) => {
      new WebService(chart, 'probed', {
        image: 'registry.example/probed:1',
        port: Port.grpc(7070),
        probes: { readiness: probe },
      }).workload.mesh({ permissivePorts });
    });
  expect(probing({ grpc: {} }).problems).toEqual([
    "error spec.template.spec.containers: Forbidden: a gRPC probe of port 7070 arrives unencrypted at Consul's proxy, which refuses it: the pods never become ready",
  ]);
  expect(probing({ grpc: {} }).fixes).toEqual([
    'probe with httpGet or exec, or accept unencrypted requests on the port: workload.mesh({ permissivePorts: [7070] })',
  ]);
  expect(probing({ tcpSocket: {} }).problems).toEqual([
    'warning spec.template.spec.containers: Invalid value: "tcpSocket": Consul\'s proxy accepts the connection to port 7070 itself, so that the probe always succeeds',
  ]);
  expect(probing({ grpc: {} }, [7070]).problems).toEqual([]);
});

test('opens what the kubelet, the scraper, the servers and the other proxies need', () => {
  const { objects } = shop(
    ({ chart, client }) => {
      const probed = new WebService(chart, 'probed', {
        image: 'registry.example/probed:1',
        port: Port.http(7070),
        probes: { readiness: { httpGet: { path: '/ready' } } },
        metrics: { port: 'http' },
      });
      probed.workload.mesh({ drain: Duration.seconds(10) });
      client.connections.allowTo(probed);
    },
    {},
    {
      network: {
        nodeCidrs: ['10.1.0.0/16'],
        monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } },
      },
    },
  );
  const ports = (name: string, direction: 'ingress' | 'egress') =>
    Field.at('', objects.get(`NetworkPolicy/${name}`))
      .at('spec', direction)
      .items()
      .map((rule) =>
        rule
          .at('ports')
          .items()
          .map((item) => item.at('port').number),
      );
  expect(ports('probed', 'ingress')).toEqual([[20200], [7070, 20000], [7070, 20300, 20400, 20500, 20600]]);
  expect(ports('client', 'egress')).toContainEqual([8500, 8501, 8502]);
  expect(ports('client', 'egress')).toContainEqual([7070, 20000]);
});

test('tells the proxy of resources, draining and metrics', () => {
  const { objects, problems } = shop(
    ({ chart }) => {
      new WebService(chart, 'busy', {
        image: 'registry.example/busy:1',
        port: Port.http(7070),
        metrics: { port: 'http', path: '/stats' },
      }).workload.mesh({
        drain: Duration.seconds(10),
        proxyResources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '1', memory: '128Mi' } },
      });
    },
    { nativeSidecars: true },
    { network: { monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } } } },
  );
  expect(problems).toEqual([]);
  expect(annotationsOf(objects.get('Deployment/busy'))).toMatchObject({
    'consul.hashicorp.com/enable-consul-dataplane-as-sidecar': 'true',
    'consul.hashicorp.com/enable-metrics': 'true',
    'consul.hashicorp.com/enable-metrics-merging': 'true',
    'consul.hashicorp.com/service-metrics-port': '7070',
    'consul.hashicorp.com/service-metrics-path': '/stats',
    'consul.hashicorp.com/enable-sidecar-proxy-lifecycle': 'true',
    'consul.hashicorp.com/enable-sidecar-proxy-lifecycle-shutdown-drain-listeners': 'true',
    'consul.hashicorp.com/sidecar-proxy-lifecycle-shutdown-grace-period-seconds': '10',
    'consul.hashicorp.com/sidecar-proxy-cpu-request': '50m',
    'consul.hashicorp.com/sidecar-proxy-cpu-limit': '1',
    'consul.hashicorp.com/sidecar-proxy-memory-request': '64Mi',
    'consul.hashicorp.com/sidecar-proxy-memory-limit': '128Mi',
  });
});

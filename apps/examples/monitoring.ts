import { Duration } from 'cdk8s';
import { Cluster, ClusterChart, Environment, Fleet, Port, WebService, Worker, linkerd } from '../../lib';
import { ServiceLevelObjective } from '../../lib/monitoring';

const prometheus = { namespace: 'monitoring', podLabels: { 'app.kubernetes.io/name': 'prometheus' } };
const clusters = [
  new Cluster('prod-1', {
    environment: new Environment('prod', { tier: 'production' }),
    kubernetesVersion: '1.34',
    mesh: linkerd({ version: '2.20' }),
    // Which monitors and rules Prometheus takes, and where its pods are.
    monitoring: { product: 'prometheus-operator', labels: { release: 'metrics' } },
    network: { monitoring: { ...prometheus, mesh: { serviceAccountName: 'prometheus' } } },
  }),
];
const resources = { requests: { cpu: '200m', memory: '128Mi' }, limits: { memory: '128Mi' } };

export const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  const web = new WebService(chart, 'web', {
    image: 'registry.example/web:1.5.0',
    port: Port.http(8080),
    metrics: { port: 8080 },
    probes: { readiness: { httpGet: { path: '/healthz' } } },
    resources,
  });
  const mailer = new Worker(chart, 'mailer', {
    image: 'registry.example/mailer:2.0.1',
    ports: [Port.http(9090, { name: 'metrics' })],
    metrics: { port: 'metrics' },
    resources,
  });

  // Of requests: what the mesh counts.
  new ServiceLevelObjective(chart, 'web-succeeds', { workload: web, target: 99.9, indicator: 'availability' });
  new ServiceLevelObjective(chart, 'web-is-fast', {
    workload: web,
    target: 99,
    indicator: { latency: Duration.millis(300) },
    runbookUrl: 'https://runbooks.example/web-is-fast',
  });

  // Of anything else: what the workload counts itself.
  new ServiceLevelObjective(chart, 'mail-is-sent', {
    workload: mailer,
    target: 99.5,
    indicator: {
      errors: (window) => `sum(rate(mails_failed_total{namespace="shop"}[${window}]))`,
      total: (window) => `sum(rate(mails_total{namespace="shop"}[${window}]))`,
    },
    alertLabels: { page: { severity: 'critical', team: 'mail' } },
  });
});

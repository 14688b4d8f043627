import { Cluster, Config, Environment, Fleet, Port, Tenant, WebService } from '../../lib';

const environment = new Environment('dev');
const network = { apiServer: { cidrs: ['192.0.2.10/32'], port: 6443 } };
const clusters = [new Cluster('dev-1', { environment, kubernetesVersion: '1.34', network })];

export const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const tenant = new Tenant(cluster, 'shop', {
    team: 'shop',
    costCenter: 'retail',
    quotas: [
      { requests: { cpu: '8', memory: '16Gi', storage: '100Gi' }, pods: 50, objects: { 'deployments.apps': 20 } },
      { scope: { priorityClass: ['important-1000'] }, pods: 10 },
    ],
    limits: { max: { memory: '4Gi' } },
    groups: { edit: ['shop-developers'], view: ['support'] },
    imageRegistries: ['registry.example/shop'],
    network: { sameNamespace: false },
  });

  // What the team deploys goes into the chart of its namespace.
  const web = new WebService(tenant.chart, 'web', {
    image: 'registry.example/shop/web:1.5.0',
    port: Port.http(8080),
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  });
  const banner = new Config(tenant.chart, 'banner', { data: { text: 'Sale' } });
  // One Role that names this ConfigMap, the token for it, and the way to the API server.
  web.workload.grant.read(banner);
  // The engine that applies the team's objects may report on the ones of a kind of its own.
  tenant.deployer?.patchStatus({ group: 'shop.example', resource: 'orders' });
});

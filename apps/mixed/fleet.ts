import { ApiObject, Include } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Cluster, ClusterChart, Environment, Fleet, Port, rancherFleet, WebService, Workload } from '../../lib';

const cluster = new Cluster('dev-euw1', {
  environment: new Environment('dev'),
  kubernetesVersion: '1.32',
  gitOps: rancherFleet({
    repository: { url: 'https://github.com/acme/platform', revision: 'main', path: 'dist/mixed' },
  }),
});

/** Existing cdk8s code joins in: a cdk8s-plus workload, a raw object and included YAML, in one tree with a blueprint. */
export const mixed = new Fleet({ name: 'mixed', clusters: [cluster], checks: { schemas: ['crds'] } }).deploy(
  (scope) => {
    const chart = new ClusterChart(scope, 'mixed', { namespace: { name: 'mixed', podSecurity: 'baseline' } });
    const web = new WebService(chart, 'web', { image: 'registry.example/web:1.4.2', port: Port.http(8080) });

    const api = new kplus.Deployment(chart, 'api', {
      replicas: 1,
      containers: [
        {
          image: 'registry.example/api:2.0.1',
          portNumber: 9000,
          resources: {},
          securityContext: { user: 1000, group: 1000 },
          startup: kplus.Probe.fromTcpSocket({ port: 9000 }),
        },
      ],
      securityContext: { user: 1000, group: 1000 },
    });
    api.exposeViaService({ name: 'api', ports: [{ port: 9000, name: 'http' }] });
    const apiWorkload = Workload.from(api, { ports: [Port.http(9000)], service: { name: 'api', headless: false } });
    web.connections.allowTo(apiWorkload);

    new ApiObject(chart, 'motd', { apiVersion: 'v1', kind: 'ConfigMap', data: { motd: 'hello' } });
    new Include(chart, 'quota', { url: 'apps/mixed/quota.yaml' });
  },
);

import { Duration } from 'cdk8s';
import { argoRollouts, Cluster, ClusterChart, Environment, Fleet, istio, Port, WebService } from '../../lib';

const cluster = new Cluster('prod-1', {
  environment: new Environment('prod', { tier: 'production' }),
  kubernetesVersion: '1.34',
  mesh: istio({ version: '1.30' }),
  delivery: argoRollouts({ version: '1.9' }),
});

export const fleet = new Fleet({ clusters: [cluster] }).deploy((scope) => {
  const shop = new ClusterChart(scope, 'shop', { namespace: 'shop' });
  const common = {
    probes: { readiness: { httpGet: { path: '/healthz' } } },
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  };
  const web = new WebService(shop, 'web', { ...common, image: 'registry.example/web:1.0.0', port: Port.http(8080) });
  const catalog = new WebService(shop, 'catalog', {
    ...common,
    image: 'registry.example/catalog:1.0.0',
    port: Port.http(3000),
    rollout: {
      strategy: 'canary',
      steps: [
        { weight: 10, pause: Duration.minutes(10) },
        { weight: 50, pause: 'manual' },
      ],
    },
  });
  web.connections.allowTo(catalog);
});

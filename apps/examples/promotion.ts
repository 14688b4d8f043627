import { Duration } from 'cdk8s';
import { argoCd, Cluster, ClusterChart, Environment, Fleet, flux, Port, WebService } from '../../lib';
import { Promotion } from '../../lib/promotion';

const prod = new Environment('prod', { tier: 'production' });
const repository = { url: 'https://github.com/acme/platform', revision: 'main', path: 'dist' };
const version = { environment: prod, kubernetesVersion: '1.34' } as const;
const hub = new Cluster('hub', { ...version, gitOps: argoCd({ repository }) });
const canary = new Cluster('prod-euw1', {
  ...version,
  gitOps: flux({ repository: { ...repository, revision: 'wave/canary' } }),
});
const others = ['prod-use1', 'prod-apse1'].map(
  (name) => new Cluster(name, { ...version, gitOps: argoCd({ repository: { ...repository, revision: 'wave/rest' } }) }),
);

export const fleet = new Fleet({ clusters: [hub, canary, ...others] }).deploy((scope) => {
  if (Cluster.of(scope) === hub) {
    new Promotion(scope, 'platform', {
      repository,
      waves: [
        { name: 'canary', clusters: [canary], soak: Duration.hours(2), gate: ['error-rate'] },
        { name: 'rest', clusters: others, automatic: false },
      ],
    });
    return;
  }
  const shop = new ClusterChart(scope, 'shop', { namespace: 'shop' });
  new WebService(shop, 'cart', {
    image: 'registry.example/cart:1.4.2',
    port: Port.http(8080),
    probes: { readiness: { httpGet: { path: '/healthz' } } },
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  });
});

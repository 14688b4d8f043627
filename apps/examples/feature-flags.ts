import { Cluster, ClusterChart, Environment, Fleet, Port, WebService, istio } from '../../lib';
import { FeatureFlags, context, endsWith, flag, fractional, version, when } from '../../lib/flags';

const facts = { kubernetesVersion: '1.34', mesh: istio({ version: '1.30' }), openFeature: { version: '0.9' } } as const;
const clusters = [
  new Cluster('staging-1', { ...facts, environment: new Environment('staging', { tier: 'non-production' }) }),
  new Cluster('prod-1', { ...facts, environment: new Environment('prod', { tier: 'production' }) }),
];
const resources = { requests: { cpu: '200m', memory: '128Mi' }, limits: { memory: '128Mi' } };
const probes = { readiness: { httpGet: { path: '/healthz' } } };

export const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  const checkout = new WebService(chart, 'checkout', {
    image: 'registry.example/checkout:3.1.0',
    port: Port.grpc(5050),
    probes: { readiness: { grpc: { port: 5050 } } },
    resources,
  });
  const web = new WebService(chart, 'web', {
    image: 'registry.example/web:1.5.0',
    port: Port.http(8080),
    probes,
    resources,
  });

  const flags = new FeatureFlags(chart, 'shop-flags', {
    flags: {
      'new-checkout': flag({
        variants: { on: true, off: false },
        defaultVariant: cluster.cluster.environment.tier === 'production' ? 'off' : 'on',
        // The shop's own people first, and then a tenth of all, the same ones each time.
        targeting: when(
          endsWith(context('email'), '@shop.example'),
          'on',
          fractional([
            ['on', 10],
            ['off', 90],
          ]),
        ),
        owner: 'team-checkout',
        expires: '2028-03-01',
      }),
      theme: flag({
        variants: { classic: 'classic', fresh: 'fresh' },
        defaultVariant: 'classic',
        targeting: when(version(context('app.version'), '>=', '2.0.0'), 'fresh'),
        owner: 'team-web',
      }),
    },
  });
  flags.serve(web).serve(checkout, { evaluation: 'in-process' });
  web.connections.allowTo(checkout);
});

import { ClusterChart, Fleet } from '../../lib';
import { Operator } from '../../lib/operators';
import { production } from './clusters';
import { WebApp, webApps } from './web-app';

/** A platform team's own operator, and an object of its kind. */
export const acmeOperator = new Fleet({ name: 'acme-operator', clusters: [production] }).deploy((cluster) => {
  const system = new ClusterChart(cluster, 'acme-system', { namespace: 'acme-system' });
  new Operator(system, 'acme-operator', {
    image: 'registry.example/acme-operator:1.2.0',
    args: ['--leader-elect'],
    kinds: [webApps],
    writes: [
      { group: 'apps', resource: 'deployments' },
      { resource: 'services' },
      { resource: 'serviceaccounts' },
      { group: 'policy', resource: 'poddisruptionbudgets' },
    ],
    webhooks: [{ type: 'validating', kind: webApps, path: '/validate-web-app' }],
    samples: [
      {
        apiVersion: 'platform.acme.example/v1',
        kind: 'WebApp',
        metadata: { name: 'hello', namespace: 'default' },
        spec: { image: 'registry.example/hello:1.0.0', team: 'platform' },
      },
    ],
    resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '128Mi' } },
  });

  const shop = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  new WebApp(shop, 'storefront', { spec: { image: 'registry.example/storefront:3.1.0', team: 'shop' } });
});

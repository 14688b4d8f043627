import { z } from 'zod';
import { Cluster, ClusterChart, Environment, Fleet, Port, WebService } from '../../lib';
import { Composition, CustomResource, field, Operator } from '../../lib/operators';

const network = { apiServer: { cidrs: ['192.0.2.10/32'], port: 6443 } };
const cluster = new Cluster('dev-1', { environment: new Environment('dev'), kubernetesVersion: '1.34', network });

/** A kind of the platform's own: what a team writes. */
const webApps = new CustomResource({
  group: 'platform.example.com',
  kind: 'WebApp',
  versions: {
    v1: {
      spec: z.object({
        image: z.string().min(1).max(512),
        team: field(z.string().min(1).max(63), { immutable: true }).describe('Who answers for it.'),
        port: z.int().min(1).max(65535).default(8080),
      }),
      status: z.object({ ready: z.int().optional() }),
      printerColumns: [{ name: 'Team', jsonPath: '.spec.team' }],
    },
  },
});

/** What it stands for, wherever it is read. */
export const webAppComposition = new Composition({
  resource: webApps,
  version: 'v1',
  cluster,
  handler: {
    apply: (scope, id, { image, port }) => {
      new WebService(scope, id, { image, port: Port.http(port) });
    },
  },
});

const WebApp = webApps.construct('v1');

export const fleet = new Fleet({ clusters: [cluster] }).deploy((scope) => {
  const system = new ClusterChart(scope, 'system', { namespace: 'platform-system' });
  new Operator(system, 'web-app-operator', {
    image: 'registry.example/web-app-operator:1.0.0',
    kinds: [webApps],
    writes: [{ group: 'apps', resource: 'deployments' }, { resource: 'services' }],
    webhooks: [{ type: 'validating', kind: webApps, path: '/validate' }],
  });

  const shop = new ClusterChart(scope, 'shop', { namespace: 'shop' });
  new WebApp(shop, 'storefront', { spec: { image: 'registry.example/storefront:3.1.0', team: 'shop' } });
});

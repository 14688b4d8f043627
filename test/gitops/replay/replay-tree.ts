import { ApiObject } from 'cdk8s';
import {
  argoRollouts,
  Cluster,
  ClusterChart,
  Environment,
  Fleet,
  istio,
  Port,
  WebService,
  type GitOpsFacts,
} from '../../../lib';
import type { Manifest } from '../../../lib/manifest/objects/manifest';

/** A tree with what controllers write back to: workloads that scale each in their way, and a webhook. */
export function replayTree(gitOps: GitOpsFacts): readonly Manifest[] {
  const cluster = new Cluster('dev-1', {
    environment: new Environment('dev'),
    kubernetesVersion: '1.33',
    autoscalers: { keda: { version: '2.20' }, verticalPodAutoscaler: { version: '1.7' } },
    mesh: istio({ version: '1.30' }),
    delivery: argoRollouts({ version: '1.9' }),
    gitOps,
  });
  const fleet = new Fleet({ clusters: [cluster] }).deploy((scope) => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    const image = 'registry.example/cart:1';
    const port = Port.http(8080);
    const common = { image, port, resources: { requests: { cpu: '100m', memory: '64Mi' } } };
    const cart = new WebService(chart, 'cart', { ...common, scaling: { min: 2, max: 10, cpu: 70 } });
    new WebService(chart, 'mail', {
      ...common,
      scaling: {
        min: 1,
        max: 5,
        events: [
          {
            type: 'cron',
            metadata: { timezone: 'Etc/UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: 5 },
          },
        ],
      },
    });
    new WebService(chart, 'search', { image, port, scaling: { vertical: { updateMode: 'Recreate' } } });
    const catalog = new WebService(chart, 'catalog', {
      ...common,
      // Weights of the mesh are left to the Rollout under Argo CD alone.
      rollout: {
        strategy: 'canary',
        steps: [{ weight: 20, pause: 'manual' }],
        ...(gitOps.engine === 'argo-cd' ? {} : { sharedBy: 'pods' }),
      },
    });
    cart.connections.allowTo(catalog);
    new ApiObject(chart, 'admission', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'shop', annotations: { 'cert-manager.io/inject-ca-from': 'shop/webhook' } },
      webhooks: [
        {
          name: 'shop.acme.example',
          failurePolicy: 'Ignore',
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
          clientConfig: { service: { name: 'cart', namespace: 'shop', port: 8080 } },
          rules: [{ apiGroups: ['acme.example'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['carts'] }],
        },
      ],
    });
  });
  return fleet.render('dev-1').manifests.map(({ manifest }) => manifest);
}

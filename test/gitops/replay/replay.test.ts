import { ApiObject } from 'cdk8s';
import {
  argoCd,
  Cluster,
  ClusterChart,
  configSync,
  Environment,
  Fleet,
  flux,
  Port,
  rancherFleet,
  WebService,
  type GitOpsFacts,
} from '../../../lib';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { repository } from '../example-tree';
import { ignoredByArgoCd, lastingDifferences } from './lasting-differences';
import type { Writer } from './writer';
import { apiServer } from './writers/api-server';
import { argoRollouts } from './writers/argo-rollouts';
import { certificateAuthority } from './writers/certificate-authority';
import { flagger } from './writers/flagger';
import { horizontalPodAutoscaler } from './writers/horizontal-pod-autoscaler';
import { keda } from './writers/keda';
import { verticalPodAutoscaler } from './writers/vertical-pod-autoscaler';

const writers: readonly Writer[] = [
  apiServer,
  argoRollouts,
  certificateAuthority,
  flagger,
  horizontalPodAutoscaler,
  keda,
  verticalPodAutoscaler,
];
const engines: readonly GitOpsFacts[] = [
  argoCd({ repository }),
  flux({ repository }),
  configSync({ repository }),
  rancherFleet({ repository }),
];

function tree(gitOps: GitOpsFacts): readonly Manifest[] {
  const cluster = new Cluster('dev-1', {
    environment: new Environment('dev'),
    kubernetesVersion: '1.33',
    autoscalers: { keda: { version: '2.20' } },
    gitOps,
  });
  const fleet = new Fleet({ clusters: [cluster] }).deploy((scope) => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    const resources = { requests: { cpu: '100m', memory: '64Mi' } };
    const common = { image: 'registry.example/cart:1', port: Port.http(8080), resources };
    new WebService(chart, 'cart', { ...common, scaling: { min: 2, max: 10, cpu: 70 } });
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
    new ApiObject(chart, 'sizes', {
      apiVersion: 'autoscaling.k8s.io/v1',
      kind: 'VerticalPodAutoscaler',
      spec: {
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' },
        updatePolicy: { updateMode: 'Off' },
      },
    });
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

describe.each(engines.map((facts) => [facts.engine, facts] as const))('under %s', (engine, facts) => {
  let manifests: readonly Manifest[];
  beforeAll(() => {
    manifests = tree(facts);
  });

  test.each(writers.map((writer) => [writer.name, writer] as const))(
    '%s writes back no lasting difference',
    (_, writer) => {
      const ignores = engine === 'argo-cd' ? ignoredByArgoCd(manifests) : () => false;
      const written = manifests.flatMap((declared) => {
        const live = writer.write(declared, manifests);
        return live === undefined ? [] : [{ declared, live }];
      });
      expect(written.length).toBeGreaterThan(0);
      expect(written.flatMap(({ declared, live }) => lastingDifferences(declared, live, ignores))).toEqual([]);
    },
  );

  test('a person who changes a declared field leaves a difference', () => {
    const declared = manifests.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'cart');
    if (declared === undefined) throw new Error('no Service cart');
    const live = { ...declared, spec: { ...(declared.spec as object), type: 'LoadBalancer', ports: [] } };
    expect(lastingDifferences(declared, live, () => false)).not.toEqual([]);
  });
});

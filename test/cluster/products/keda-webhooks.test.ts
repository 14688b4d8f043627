import { failureMessage } from '../../../lib/schema/pull/kubernetes-client';
import { scaledFleet } from '../../autoscaling/scaled-fleet';
import { sampleObjects } from '../../conformance/sample-object';
import { describeProduct } from './describe-product';
import { kedaWebhooks } from './keda-webhooks';

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: server, image: 'example.com/web:1' }] }
`;

const scaledObject = (name: string) => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name, namespace: 'shop' },
  spec: {
    scaleTargetRef: { name: 'web' },
    triggers: [
      {
        type: 'cron',
        metadata: { timezone: 'Etc/UTC', start: '0 8 * * *', end: '0 20 * * *', desiredReplicas: '3' },
      },
    ],
  },
});

describeProduct('KEDA’s webhooks', kedaWebhooks, (cluster) => {
  test('admit one ScaledObject for a workload, and refuse a second one', async () => {
    await cluster.apply({ objects: sampleObjects(web) });
    await cluster.create(scaledObject('first'));
    const path = '/apis/keda.sh/v1alpha1/namespaces/shop/scaledobjects?dryRun=All';
    const content = { body: JSON.stringify(scaledObject('second')), contentType: 'application/json' };
    await cluster.server.eventually(
      'the second one is refused',
      () => cluster.server.client.request('POST', path, content),
      ({ status, body }) =>
        status >= 300 && failureMessage(body).includes("already managed by the ScaledObject 'first'"),
    );
  });

  test('admit every ScaledObject, ScaledJob and credential that scaling becomes', async () => {
    const { manifests } = scaledFleet.render('on-1-37');
    const objects = manifests.map(({ manifest }) => manifest);
    const ofKeda = objects.filter(({ apiVersion }) => apiVersion.startsWith('keda.sh/'));
    expect(new Set(ofKeda.map(({ kind }) => kind))).toEqual(
      new Set(['ClusterTriggerAuthentication', 'ScaledJob', 'ScaledObject', 'TriggerAuthentication']),
    );
    const scaled = objects.filter(({ kind }) => kind === 'Deployment');
    await cluster.apply({ objects: scaled.map((manifest) => ({ manifest, text: JSON.stringify(manifest) })) });
    for (const manifest of ofKeda) await cluster.create(manifest);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TreeWriter } from '../../../lib/synth/writer/tree-writer';
import { failureMessage } from '../../../lib/schema/pull/kubernetes-client';
import { definition, sampleObjects, soup } from '../../conformance/sample-object';
import { concurrently } from '../../control-plane/client/concurrently';
import { awaitServed } from '../../control-plane/client/served-definitions';
import { committedTrees } from '../../control-plane/trees/committed-trees';
import { describeCluster } from '../describe-cluster';

/** A webhook that judges everything in labelled namespaces, whose server is part of the tree; and what it would judge. */
const tree = `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: kitchen }
webhooks:
  - name: kitchen.example.com
    admissionReviewVersions: [v1]
    sideEffects: None
    timeoutSeconds: 1
    clientConfig: { service: { name: webhook, namespace: boutique } }
    namespaceSelector: { matchLabels: { kitchen: open } }
    rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: [CREATE], resources: ['*'] }]
---
${definition}
---
${soup}
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: webhook, namespace: boutique }
spec:
  selector: { matchLabels: { app: webhook } }
  template:
    metadata: { labels: { app: webhook } }
    spec: { priorityClassName: kitchen, containers: [{ name: server, image: 'example.com/webhook:1' }] }
---
apiVersion: v1
kind: Namespace
metadata: { name: boutique, labels: { kitchen: open } }
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: kitchen }
value: 1000
---
apiVersion: v1
kind: Service
metadata: { name: webhook, namespace: boutique }
spec: { selector: { app: webhook }, ports: [{ port: 443 }] }
`;

describeCluster('a file that holds a whole chart', (cluster) => {
  let outdir: string;

  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'apply-order-'));
  });

  afterEach(async () => {
    await concurrently(sampleObjects(tree), ({ manifest }) => cluster.remove(manifest));
    rmSync(outdir, { recursive: true, force: true });
  });

  test('can be applied from top to bottom: no object comes before what it cannot do without', async () => {
    const writer = new TreeWriter(outdir, { layout: 'file-per-chart' });
    const folder = writer.cluster('dev', 'dev-1');
    for (const { manifest } of sampleObjects(tree)) folder.add({ manifest, origin: 'kitchen', chart: 'kitchen' });
    folder.close();
    writer.publish();

    const objects = committedTrees(outdir, '.').flatMap((written) => written.objects);
    expect(new Set(objects.map(({ file }) => file)).size).toBe(1);
    for (const object of objects) {
      const { apiVersion, kind } = object.manifest;
      cluster.server.resources.forget(apiVersion);
      const resource = await cluster.server.resources.find(apiVersion, kind);
      if (resource === undefined) throw new Error(`${kind} of ${apiVersion} is not served yet`);
      const { status, body } = await cluster.server.apply(resource, object.manifest, object.text, { dryRun: false });
      expect({ kind, status, says: status < 300 ? '' : failureMessage(body) }).toEqual({ kind, status: 201, says: '' });
      if (kind === 'CustomResourceDefinition') await awaitServed(cluster.server, [object.manifest]);
    }
  });
});

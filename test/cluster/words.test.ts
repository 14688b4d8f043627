import type { Manifest } from '../../lib/manifest/objects/manifest';
import { Field } from '../../lib/manifest/objects/field';
import { sampleObjects } from '../conformance/sample-object';
import { describeCluster } from './describe-cluster';

const web = ({ replicas = 3, cpu = '100m', budget = 'maxUnavailable: 1' } = {}) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  template:
    metadata: { labels: { app: web } }
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: DoNotSchedule
          labelSelector: { matchLabels: { app: web } }
      containers:
        - { name: server, image: 'example.com/web:1', resources: { requests: { cpu: ${cpu} } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec: { ${budget}, selector: { matchLabels: { app: web } } }
`;

const zones = ['zone-a', 'zone-b', 'zone-c'];
const nodeOf = (pod: Manifest | undefined) => (pod ? (Field.root(pod).at('spec', 'nodeName').text ?? '') : '');

describeCluster('a cluster without machines', (cluster) => {
  /** Applies `web` and gives its Deployment and its Service. */
  async function apply(options: Parameters<typeof web>[0] = {}): Promise<{ deployment: Manifest; service: Manifest }> {
    const objects = sampleObjects(web(options));
    await cluster.apply({ objects });
    const [deployment, service] = objects.map(({ manifest }) => manifest);
    if (deployment === undefined || service === undefined) throw new Error('web is two objects at least');
    return { deployment, service };
  }

  const endpointsBecome = (service: Manifest, count: number) =>
    cluster.server.eventually(
      `${count} endpoints`,
      () => cluster.endpoints(service),
      (seen) => seen === count,
    );

  test('runs what was applied: Pods are placed in every zone, and are endpoints of their Service', async () => {
    await cluster.addNodes({ zones });
    const { deployment, service } = await apply();
    await cluster.becomesReady();
    const nodes = (await cluster.pods(deployment)).map(nodeOf);
    expect(nodes.map((node) => node.slice(0, 'zone-a'.length)).sort()).toEqual(zones);
    await endpointsBecome(service, 3);
  });

  test('says of what does not become ready which construct made it, and what the scheduler says', async () => {
    await cluster.addNodes();
    const { deployment } = await apply({ cpu: '5' });
    await cluster.server.eventually(
      'the scheduler has looked at every Pod',
      () => cluster.events(deployment),
      (events) => events.filter((event) => event.startsWith('FailedScheduling')).length >= 3,
    );
    await expect(cluster.becomesReady(undefined, 0)).rejects.toThrow(
      /^Deployment shop\/web: 0 of 3 Pods are available\n {2}file: sample.k8s.yaml\n {2}from: sample\/web\n[^]*FailedScheduling: 0\/3 nodes are available: 3 Insufficient cpu/,
    );
  });

  test('refuses what the server refuses, in its words', async () => {
    await expect(apply({ budget: 'maxUnavailable: -1' })).rejects.toThrow('rejected  PodDisruptionBudget shop/web\n');
  });

  test('drains a node: its Pods are evicted within their budget, and run elsewhere', async () => {
    await cluster.addNodes();
    const { deployment } = await apply();
    await cluster.becomesReady();
    const node = nodeOf((await cluster.pods(deployment))[0]);
    await cluster.drain(node);
    await cluster.becomesReady();
    expect((await cluster.pods(deployment)).map(nodeOf)).not.toContain(node);
  });

  test('does not drain a node against a budget, and names it', async () => {
    await cluster.addNodes();
    const { deployment } = await apply({ replicas: 1, budget: 'maxUnavailable: 0' });
    await cluster.becomesReady();
    const node = nodeOf((await cluster.pods(deployment))[0]);
    await expect(cluster.drain(node, 1_000)).rejects.toThrow(
      /^\S+ cannot be drained:\nPod shop\/web-\S+: Cannot evict pod as it would violate the pod's disruption budget. The disruption budget web needs/,
    );
  });

  test('loses a zone: what ran there runs in the others', async () => {
    await cluster.addNodes({ zones, nodesPerZone: 1 });
    const { deployment } = await apply();
    await cluster.becomesReady();
    await cluster.loseZone('zone-b');
    await cluster.becomesReady();
    const nodes = (await cluster.pods(deployment)).map(nodeOf);
    expect(nodes).toHaveLength(3);
    expect(nodes).not.toContain('zone-b-1');
  });

  test('rolls to another image without an outage, where the strategy promises that', async () => {
    await cluster.addNodes();
    const { deployment } = await apply();
    await cluster.becomesReady();
    expect(await cluster.rollsTo(deployment, 'example.com/web:2')).toEqual({ fewestAvailable: 3 });
    const images = (await cluster.pods(deployment)).map((pod) => JSON.stringify(pod.spec).match(/web:\d/)?.[0]);
    expect(images).toEqual(['web:2', 'web:2', 'web:2']);
  });

  test('starts slowly what is said to: a Pod is no endpoint before it is ready', async () => {
    await cluster.addNodes();
    const finishStarts = await cluster.startSlowly({ app: 'web' });
    const { deployment, service } = await apply({ replicas: 1 });
    await cluster.server.eventually(
      'the Pod runs',
      () => cluster.pods(deployment),
      ([pod]) => pod !== undefined && Field.root(pod).at('status', 'phase').text === 'Running',
    );
    await expect(cluster.becomesReady(deployment, 0)).rejects.toThrow('0 of 1 Pods are available');
    expect(await cluster.endpoints(service)).toBe(0);
    await finishStarts();
    await cluster.becomesReady();
    await endpointsBecome(service, 1);
  });

  test('crashes what is said to: a rollout to it does not end, and what ran before still runs', async () => {
    await cluster.addNodes();
    const { deployment, service } = await apply();
    await cluster.becomesReady();
    await cluster.crash({ version: 'broken' });
    const labels = { app: 'web', version: 'broken' };
    await cluster.patch(deployment, 'merge-patch+json', { spec: { template: { metadata: { labels } } } });
    await cluster.server.eventually(
      'a Pod crashes',
      () => cluster.pods(deployment),
      (pods) => JSON.stringify(pods).includes('CrashLoopBackOff'),
    );
    await expect(cluster.becomesReady(deployment, 0)).rejects.toThrow('3 of 3 Pods are available');
    await endpointsBecome(service, 3);
  });

  test('fails a node: its Pods are no endpoints any more', async () => {
    await cluster.addNodes({ zones, nodesPerZone: 1 });
    const { deployment, service } = await apply();
    await cluster.becomesReady();
    await endpointsBecome(service, 3);
    await cluster.failNode(nodeOf((await cluster.pods(deployment))[0]));
    await endpointsBecome(service, 2);
  });
});

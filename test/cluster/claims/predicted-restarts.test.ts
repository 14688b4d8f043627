import { setTimeout as sleep } from 'node:timers/promises';
import { isKubernetesVersion } from '../../../lib/fleet/kubernetes-version';
import { Field } from '../../../lib/manifest/objects/field';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { sampleObjects } from '../../conformance/sample-object';
import { plannedTrees } from '../../plan/planned';
import { describeCluster } from '../describe-cluster';

const template = `
    metadata: { labels: { app: web }, annotations: { note: a } }
    spec:
      containers:
        - name: server
          image: example.com/server:1
          env: [{ name: A, value: a }, { name: B, value: b }]
          resources: { requests: { cpu: 100m } }
`;

function workload(kind: string, spec: string): string {
  return `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: web, namespace: shop, labels: { tier: a } }
spec:
  ${spec}
  selector: { matchLabels: { app: web } }
  template:${template}`;
}

const workloads: Readonly<Record<string, string>> = {
  'a Deployment': workload('Deployment', 'replicas: 4'),
  'a Deployment that takes pods away first': workload(
    'Deployment',
    'replicas: 4\n  strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }',
  ),
  'a Deployment of strategy Recreate': workload('Deployment', 'replicas: 3\n  strategy: { type: Recreate }'),
  'a StatefulSet': workload('StatefulSet', 'replicas: 3\n  serviceName: web'),
  'a StatefulSet with a partition': workload(
    'StatefulSet',
    'replicas: 3\n  serviceName: web\n  updateStrategy: { rollingUpdate: { partition: 2 } }',
  ),
  'a StatefulSet of strategy OnDelete': workload(
    'StatefulSet',
    'replicas: 3\n  serviceName: web\n  updateStrategy: { type: OnDelete }',
  ),
  'a DaemonSet': workload('DaemonSet', 'minReadySeconds: 0'),
  'a DaemonSet of strategy OnDelete': workload('DaemonSet', 'updateStrategy: { type: OnDelete }'),
};

/** Each with a text of the workload, and what stands there instead. */
const changes: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'another image': ['server:1', 'server:2'],
  'another annotation of the pods': ['note: a', 'note: b'],
  'another order of variables': [
    '{ name: A, value: a }, { name: B, value: b }',
    '{ name: B, value: b }, { name: A, value: a }',
  ],
  'a default that is written down': ['image:', 'imagePullPolicy: IfNotPresent\n          image:'],
  'the same amount in another unit': ['cpu: 100m', "cpu: '0.1'"],
  'another label of the object': ['tier: a', 'tier: b'],
};

describeCluster('the pods that a plan says are replaced are those that are', (cluster) => {
  test.each(Object.entries(workloads))('of %s', async (_name, base) => {
    await cluster.addNodes();
    const nodes = await cluster.list('v1', 'Node');
    for (const [from, to] of Object.values(changes)) {
      const next = base.replace(from, to);
      expect(next).not.toBe(base);
      const [before] = sampleObjects(base);
      const [after] = sampleObjects(next);
      if (before === undefined || after === undefined) throw new Error('there is one object');
      await cluster.apply({ objects: [before] });
      await cluster.becomesReady(before.manifest);
      const old = uidsOf(await cluster.pods(before.manifest));
      const plan = planFor(cluster.version, [...nodes, before.manifest], [...nodes, after.manifest]);
      await cluster.apply({ objects: [after] });
      const { fewest, replaced } = await settled(after.manifest, old, plan?.pods.replaced ?? 0);
      expect({ change: to, replaced }).toEqual({ change: to, replaced: plan?.pods.replaced ?? 0 });
      expect(fewest).toBeGreaterThanOrEqual(old.size - (plan?.pods.atOnce ?? 0));
      await cluster.remove(after.manifest);
      await gone(after.manifest);
    }
  });

  /** Waits for as many new pods as are expected, and a little longer for one too many. */
  async function settled(manifest: Manifest, old: ReadonlySet<string>, expected: number) {
    let fewest = old.size;
    let replaced = 0;
    const deadline = Date.now() + 60_000;
    let quietSince = Date.now();
    while (Date.now() < deadline) {
      const pods = await cluster.pods(manifest);
      const now = uidsOf(pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined));
      fewest = Math.min(fewest, pods.filter(isReady).length);
      const count = [...old].filter((uid) => !now.has(uid)).length;
      if (count !== replaced || now.size !== old.size) quietSince = Date.now();
      replaced = count;
      if (replaced === expected && now.size === old.size && Date.now() - quietSince > 2500) break;
      await sleep(50);
    }
    return { fewest, replaced };
  }

  async function gone(manifest: Manifest): Promise<void> {
    const deadline = Date.now() + 60_000;
    while ((await cluster.list('v1', 'Pod', 'shop')).length > 0) {
      if (Date.now() > deadline) throw new Error(`pods of ${manifest.kind} stay`);
      await sleep(100);
    }
  }
});

function planFor(version: string, base: readonly Manifest[], next: readonly Manifest[]) {
  if (!isKubernetesVersion(version)) throw new Error(`${version} is known`);
  return plannedTrees(base, next, { version }).objects[0];
}

function uidsOf(pods: readonly Manifest[]): ReadonlySet<string> {
  return new Set(pods.map(({ metadata }) => JSON.stringify(metadata.uid)));
}

function isReady(pod: Manifest): boolean {
  const conditions = Field.root(pod).at('status', 'conditions').items();
  const isUp = conditions.some((each) => each.at('type').text === 'Ready' && each.at('status').text === 'True');
  return isUp && pod.metadata.deletionTimestamp === undefined;
}

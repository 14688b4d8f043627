import { setTimeout as sleep } from 'node:timers/promises';
import { isKubernetesVersion } from '../../../lib/fleet/kubernetes-version';
import { appendTo } from '../../../lib/manifest/objects/append-to';
import { Field } from '../../../lib/manifest/objects/field';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { sampleObjects } from '../../conformance/sample-object';
import { concurrently } from '../../control-plane/client/concurrently';
import { patience } from '../../control-plane/client/test-cluster';
import type { TreeObject } from '../../control-plane/trees/tree';
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

/**
 * One change of one workload, in a namespace of its own, so that all workloads can go through it side by side. Not all
 * changes, too: with dozens of rollouts at once, KWOK deletes some Pods of StatefulSets twice, by their names.
 */
interface Case {
  readonly what: string;
  readonly namespace: string;
  readonly before: TreeObject;
  readonly after: TreeObject;
}

const casesOf = ([from, to]: readonly [from: string, to: string]): readonly Case[] =>
  Object.entries(workloads).map(([what, base], index) => {
    const namespace = `shop-${index}`;
    const own = (text: string) => sampleObjects(text.replace('namespace: shop', `namespace: ${namespace}`));
    const [before] = own(base);
    const [after] = own(base.replace(from, to));
    if (before === undefined || after === undefined || !base.includes(from)) throw new Error(`no change: ${from}`);
    return { what, namespace, before, after };
  });

/** What became of the pods that a workload had. */
interface Outcome {
  readonly had: number;
  /** The fewest that were ready at any moment. */
  fewest: number;
  replaced: number;
}

// Once in a while KWOK deletes a Pod of a StatefulSet twice, by its name: the second is one that the first made room for.
jest.retryTimes(2);

describeCluster('the pods that a plan says are replaced are those that are', (cluster) => {
  test.each(Object.entries(changes))('by %s, of each kind of workload', async (_what, change) => {
    const cases = casesOf(change);
    await cluster.addNodes();
    const nodes = await cluster.list('v1', 'Node');
    await cluster.apply({ objects: cases.map(({ before }) => before) });
    await cluster.becomesReady();
    const old = await podsByNamespace();
    const planned = cases.map(({ before, after }) => {
      const [plan] = planFor(cluster.version, [...nodes, before.manifest], [...nodes, after.manifest]);
      return { replaced: plan?.pods.replaced ?? 0, atOnce: plan?.pods.atOnce ?? 0 };
    });
    const expected = new Map(cases.map(({ namespace }, index) => [namespace, planned[index]?.replaced ?? 0]));
    await cluster.apply({ objects: cases.map(({ after }) => after) });
    const outcomes = await settled(old, expected, cases);
    const found = cases.map(({ what, namespace }, index) => {
      const { had, replaced, fewest } = outcomes.get(namespace) ?? { had: 0, replaced: 0, fewest: 0 };
      const { atOnce = 0 } = planned[index] ?? {};
      return { what, had: had > 0, replaced, tooFew: fewest < had - atOnce };
    });
    expect(found).toEqual(
      cases.map(({ what }, index) => ({ what, had: true, replaced: planned[index]?.replaced, tooFew: false })),
    );
  });

  /** Waits until controllers have seen the change, for as many new pods as are expected, and longer for one too many. */
  async function settled(
    old: ReadonlyMap<string, readonly Manifest[]>,
    expected: ReadonlyMap<string, number>,
    cases: readonly Case[],
  ): Promise<ReadonlyMap<string, Outcome>> {
    const outcomes = new Map<string, Outcome>(
      [...old].map(([namespace, pods]) => [namespace, { had: pods.length, fewest: pods.length, replaced: 0 }]),
    );
    const deadline = Date.now() + patience;
    let quietSince = Date.now();
    while (Date.now() < deadline) {
      const now = await podsByNamespace();
      let isAsExpected = (await concurrently(cases, ({ after }) => isSeen(after.manifest))).every(Boolean);
      if (!isAsExpected) quietSince = Date.now();
      for (const [namespace, outcome] of outcomes) {
        const pods = now.get(namespace) ?? [];
        const kept = uidsOf(pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined));
        outcome.fewest = Math.min(outcome.fewest, pods.filter(isReady).length);
        const replaced = [...uidsOf(old.get(namespace) ?? [])].filter((uid) => !kept.has(uid)).length;
        const isWhole = pods.filter(isReady).length === outcome.had;
        if (replaced !== outcome.replaced || !isWhole) quietSince = Date.now();
        outcome.replaced = replaced;
        isAsExpected &&= isWhole && replaced === expected.get(namespace);
      }
      if (isAsExpected && Date.now() - quietSince > 1500) break;
      await sleep(100);
    }
    return outcomes;
  }

  async function isSeen(workload: Manifest): Promise<boolean> {
    const root = Field.root(await cluster.get(workload));
    return root.at('status', 'observedGeneration').number === root.at('metadata', 'generation').number;
  }

  async function podsByNamespace(): Promise<ReadonlyMap<string, readonly Manifest[]>> {
    const pods = new Map<string, Manifest[]>();
    for (const pod of await cluster.list('v1', 'Pod')) appendTo(pods, pod.metadata.namespace ?? '', pod);
    return pods;
  }
});

function planFor(version: string, base: readonly Manifest[], next: readonly Manifest[]) {
  if (!isKubernetesVersion(version)) throw new Error(`${version} is known`);
  return plannedTrees(base, next, { version }).objects;
}

function uidsOf(pods: readonly Manifest[]): ReadonlySet<string> {
  return new Set(pods.map(({ metadata }) => JSON.stringify(metadata.uid)));
}

function isReady(pod: Manifest): boolean {
  const conditions = Field.root(pod).at('status', 'conditions').items();
  const isUp = conditions.some((each) => each.at('type').text === 'Ready' && each.at('status').text === 'True');
  return isUp && pod.metadata.deletionTimestamp === undefined;
}

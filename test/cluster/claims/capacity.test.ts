import fc from 'fast-check';
import { capacity } from '../../../lib/capacity/capacity';
import { readNodes } from '../../../lib/capacity/nodes/read-nodes';
import { Field } from '../../../lib/manifest/objects/field';
import { isJsonObject, type JsonObject } from '../../../lib/manifest/objects/json';
import { parseLabels } from '../../../lib/manifest/objects/label-selector';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { asDeployment, asNode, named, someNodes, someWorkloads } from '../../capacity/scenes';
import type { SimulatedNode, SimulatedWorkload } from '../../capacity/simulated-scheduler';
import { concurrently } from '../../control-plane/client/concurrently';
import { isNightly } from '../../nightly';
import { describeCluster } from '../describe-cluster';
import type { SimulatedCluster } from '../simulation/simulated-cluster';

/**
 * So many scenes are judged, of two or three workloads each, and so many of them stand in the cluster at a time: nothing of
 * one concerns another. At night, over 500 workloads of these are proved or violated.
 */
const scenes = Number(process.env.SCENES ?? (isNightly ? 320 : 160));
const atOnce = 160;
const namespace = 'shop';

interface Scene {
  readonly nodes: readonly Manifest[];
  readonly workloads: readonly Manifest[];
}

describeCluster('the scheduler agrees with what capacity says', (cluster) => {
  test('what it places is never violated, and what it refuses is never proved', async () => {
    const drawn = fc.sample(fc.record({ nodes: someNodes, workloads: someWorkloads }), scenes);
    const seen = { proved: 0, violated: 0, unproved: 0, waiting: 0 };
    for (let first = 0; first < drawn.length; first += atOnce) {
      const batch = drawn
        .slice(first, first + atOnce)
        .map(({ nodes, workloads }, index) => apart(index, nodes, workloads));
      const answers = batch.flatMap((scene) => answersOf(scene).map((answer) => ({ scene, ...answer })));
      const proved = new Set(answers.filter(({ status }) => status === 'proved').map(({ name }) => name));
      const waiting = await pendingIn(cluster, batch, proved);
      for (const { scene, name, status, together } of answers) {
        seen[status] += 1;
        seen.waiting += waiting.has(name) ? 1 : 0;
        if (status === 'violated' && !together.some((one) => waiting.has(one)))
          throw new Error(`violated, and all pods of ${name} are placed:\n${show(scene)}`);
      }
      await cluster.clear();
    }
    process.stderr.write(
      `cluster: capacity and the scheduler agree on ${drawn.length} scenes: ${JSON.stringify(seen)}\n`,
    );
    expect(Math.min(seen.proved, seen.violated, seen.waiting)).toBeGreaterThan(scenes / 10);
    expect(seen.proved + seen.violated).toBeGreaterThan(scenes * 1.3);
  }, 600_000);
});

/** A scene whose nodes, zones and workloads nobody else has. */
function apart(
  index: number,
  drawnNodes: readonly Omit<SimulatedNode, 'name'>[],
  drawnWorkloads: readonly Omit<SimulatedWorkload, 'name'>[],
): Scene {
  const own = (name: string) => `s${index}-${name}`;
  const { nodes, workloads } = named(drawnNodes, drawnWorkloads);
  return {
    nodes: nodes.map((node) => asNode({ ...node, name: own(node.name), zone: own(node.zone), pool: own(node.pool) })),
    workloads: workloads.map((workload) => {
      const { name, pool, apart: away, near } = workload;
      const manifest = asDeployment({
        ...workload,
        name: own(name),
        pool: pool === undefined ? undefined : own(pool),
        apart: away === undefined ? undefined : { ...away, from: own(away.from) },
        near: near === undefined ? undefined : { ...near, to: own(near.to) },
      });
      return confined(manifest, [own('p'), own('q')]);
    }),
  };
}

/** Keeps the pods of a workload on the nodes of some pools. */
function confined(workload: Manifest, pools: readonly string[]): Manifest {
  const { spec, metadata } = templateOf(workload);
  const affinity = isJsonObject(spec.affinity) ? spec.affinity : {};
  const matchExpressions = [{ key: 'pool', operator: 'In', values: [...pools] }];
  const nodeAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
  };
  const template = { metadata, spec: { ...spec, affinity: { ...affinity, nodeAffinity } } };
  const { spec: outer } = workload;
  return { ...workload, spec: { ...(isJsonObject(outer) ? outer : {}), template } };
}

function templateOf(workload: Manifest): { readonly metadata: JsonObject; readonly spec: JsonObject } {
  const template = Field.root(workload).at('spec', 'template');
  const [metadata, spec] = [template.at('metadata').value, template.at('spec').value];
  if (!isJsonObject(metadata) || !isJsonObject(spec)) throw new Error('a workload without a template');
  return { metadata, spec };
}

function answersOf({ nodes, workloads }: Scene) {
  const objects = new ManifestSet(workloads.map((manifest) => ({ manifest })));
  return capacity(objects, readNodes(nodes.map((manifest) => ({ manifest })))).workloads.map((answer) => ({
    status: answer.status,
    name: nameOf(answer.object.manifest),
    together: answer.together.map(({ manifest }) => nameOf(manifest)),
  }));
}

/**
 * The workloads with pods that the scheduler has no node for, once it has looked at all of them. Those of which it is
 * proved that they fit may be refused for a moment, before others are placed.
 */
async function pendingIn(
  cluster: SimulatedCluster,
  batch: readonly Scene[],
  proved: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  await concurrently(
    batch.flatMap(({ nodes }) => nodes),
    (node) => cluster.create({ ...node, status: { ...statusOf(node), addresses: [] } }),
  );
  await cluster.server.eventually(
    'every node is ready',
    async () => (await cluster.list('v1', 'Node')).filter((node) => JSON.stringify(node.spec).includes('not-ready')),
    (left) => left.length === 0,
  );
  await cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  await cluster.server.eventually(
    'the ServiceAccount is there',
    () => cluster.list('v1', 'ServiceAccount', namespace),
    (accounts) => accounts.length > 0,
  );
  // In an order that has nothing to do with that in which capacity looks at them.
  const pods = batch.flatMap(({ workloads }) => workloads.flatMap(podsOf)).sort(byHash);
  await concurrently(pods, (pod) => cluster.create(pod));
  const { unplaced } = await cluster.server.eventually(
    'what is proved to fit is placed, and the scheduler has looked at everything else',
    async () => {
      const known = await cluster.list('v1', 'Pod', namespace);
      const without = known.filter((pod) => nodeOf(pod) === undefined);
      const left = without.filter((pod) => proved.has(appOf(pod)) || !isRefused(pod));
      const scenes = batch.filter(({ workloads }) => workloads.some((one) => nameOf(one) === appOf(left[0])));
      return { left: left.slice(0, 10), scenes: scenes.map(show), unplaced: without.map(appOf) };
    },
    ({ left }) => left.length === 0,
  );
  return new Set(unplaced);
}

function statusOf(node: Manifest): JsonObject {
  const { status } = node;
  const amounts = isJsonObject(status) ? status.allocatable : undefined;
  return { allocatable: amounts, capacity: amounts };
}

/** The pods of a workload, without the controllers that would make them: they only cost time. */
function podsOf(workload: Manifest): readonly Manifest[] {
  const { metadata, spec } = templateOf(workload);
  const { name } = workload.metadata;
  const labels = parseLabels(metadata.labels) ?? {};
  const replicas = Field.root(workload).at('spec', 'replicas').number ?? 1;
  return Array.from({ length: replicas }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${name ?? ''}-${index}`, namespace, labels },
    spec: { ...spec, terminationGracePeriodSeconds: 0 },
  }));
}

function byHash(one: Manifest, other: Manifest): number {
  return hashOf(one.metadata.name ?? '') - hashOf(other.metadata.name ?? '');
}

function hashOf(text: string): number {
  return [...text].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
}

function nameOf({ metadata }: Manifest): string {
  return metadata.name ?? '';
}

function appOf(pod: Manifest | undefined): string {
  return pod?.metadata.labels?.app ?? '';
}

function nodeOf(pod: Manifest): string | undefined {
  return Field.root(pod).at('spec', 'nodeName').text;
}

function isRefused(pod: Manifest): boolean {
  return Field.root(pod)
    .at('status', 'conditions')
    .items()
    .some((condition) => condition.at('reason').text === 'Unschedulable');
}

function show({ nodes, workloads }: Scene): string {
  return JSON.stringify({ nodes, workloads }, undefined, 1);
}

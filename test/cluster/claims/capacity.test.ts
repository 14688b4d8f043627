import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { capacity } from '../../../lib/capacity/capacity';
import { readNodes } from '../../../lib/capacity/nodes/read-nodes';
import { appendTo } from '../../../lib/manifest/objects/append-to';
import { Field } from '../../../lib/manifest/objects/field';
import { isJsonObject, type JsonObject } from '../../../lib/manifest/objects/json';
import { parseLabels } from '../../../lib/manifest/objects/label-selector';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import {
  asDeployment,
  asNode,
  named,
  priorityClasses,
  someNodes,
  someWorkloads,
  volumesOf,
} from '../../capacity/scenes';
import { kubeletTakes, type SimulatedNode, type SimulatedWorkload } from '../../capacity/simulated-scheduler';
import { concurrently } from '../../control-plane/client/concurrently';
import { isNightly } from '../../nightly';
import { describeCluster } from '../describe-cluster';
import type { SimulatedCluster } from '../simulation/simulated-cluster';

/**
 * So many scenes are judged, of two or three workloads each. The nodes of a scene are a site, on which other workloads
 * follow: making nodes costs more than anything else. Nothing of one site concerns another.
 */
const scenes = Number(process.env.SCENES ?? (isNightly ? 1500 : 510));
const sites = 170;
const namespace = 'shop';

interface Site {
  readonly index: number;
  readonly drawn: readonly Omit<SimulatedNode, 'name'>[];
  readonly nodes: readonly Manifest[];
}

interface Scene {
  readonly nodes: readonly SimulatedNode[];
  readonly workloads: readonly SimulatedWorkload[];
  readonly manifests: readonly Manifest[];
  readonly volumes: readonly Manifest[];
  readonly site: Site;
}

describeCluster('the scheduler agrees with what capacity says', (cluster) => {
  test('what it places is never violated, and what it refuses is never proved', async () => {
    const grounds = fc.sample(someNodes, sites).map(siteOf);
    await prepare(cluster, grounds);
    const drawn = fc.sample(someWorkloads, scenes);
    const seen = { proved: 0, violated: 0, unproved: 0, waiting: 0 };
    for (let first = 0; first < drawn.length; first += sites) {
      const round = drawn
        .slice(first, first + sites)
        .flatMap((workloads, index) => grounds.slice(index, index + 1).map((site) => sceneAt(site, workloads)));
      const answers = round.map((scene) => ({ scene, answers: answersOf(scene) }));
      const proved = answers.flatMap((each) =>
        each.answers.flatMap(({ object, status }) => (status === 'proved' ? [nameOf(object.manifest)] : [])),
      );
      const waiting = await pendingIn(cluster, round, new Set(proved));
      for (const { scene, answers: all } of answers) {
        for (const { object, status, together } of all) {
          const name = nameOf(object.manifest);
          const pending = waiting.get(name) ?? 0;
          seen[status] += 1;
          seen.waiting += pending > 0 ? 1 : 0;
          const isShort = together.some(({ manifest }) => (waiting.get(nameOf(manifest)) ?? 0) > 0);
          if (status === 'violated' && !isShort)
            throw new Error(`violated, and all pods of ${name} are placed:\n${show(scene)}`);
        }
      }
    }
    process.stderr.write(
      `cluster: capacity and the scheduler agree on ${drawn.length} scenes: ${JSON.stringify(seen)}\n`,
    );
    expect(Math.min(seen.proved, seen.violated, seen.waiting)).toBeGreaterThan(scenes / 10);
    expect(seen.proved + seen.violated).toBeGreaterThan(scenes * 1.2);
  }, 1_800_000);
});

/** Nodes and zones that no other site has. */
function siteOf(drawn: readonly Omit<SimulatedNode, 'name'>[], index: number): Site {
  const nodes = ownNodes(named(drawn, []).nodes, index).map(asNode);
  return { index, drawn, nodes };
}

function own(index: number, name: string): string {
  return `s${index}-${name}`;
}

function ownNodes(nodes: readonly SimulatedNode[], index: number): readonly SimulatedNode[] {
  return nodes.map((node) => ({
    ...node,
    name: own(index, node.name),
    zone: own(index, node.zone),
    pool: own(index, node.pool),
  }));
}

/** Workloads whose pods run at one site alone. */
function sceneAt(site: Site, drawn: Parameters<typeof named>[1]): Scene {
  const { nodes, workloads } = named(site.drawn, drawn);
  const renamed = (name: string) => own(site.index, name);
  const given = (name: string | undefined) => (name === undefined ? undefined : renamed(name));
  const all = workloads.map((workload): SimulatedWorkload => {
    const { apart, near } = workload;
    return {
      ...workload,
      name: renamed(workload.name),
      pool: given(workload.pool),
      host: given(workload.host),
      nodeName: given(workload.nodeName),
      volumeZone: given(workload.volumeZone),
      apart: apart === undefined ? undefined : { ...apart, from: renamed(apart.from) },
      near: near === undefined ? undefined : { ...near, to: renamed(near.to) },
    };
  });
  return {
    site,
    nodes: ownNodes(nodes, site.index),
    workloads: all,
    manifests: all.map((workload) => confined(asDeployment(workload), [renamed('p'), renamed('q')])),
    volumes: all.flatMap(volumesOf),
  };
}

/** Keeps the pods of a workload on the nodes of some pools. */
function confined(workload: Manifest, pools: readonly string[]): Manifest {
  const { spec, metadata } = templateOf(workload);
  const affinity = isJsonObject(spec.affinity) ? spec.affinity : {};
  const matchExpressions = [{ key: 'pool', operator: 'In', values: [...pools] }];
  const [term] = Field.at('', affinity)
    .at('nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms')
    .items();
  const nodeSelectorTerms = [{ ...(isJsonObject(term?.value) ? term.value : {}), matchExpressions }];
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
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

function answersOf({ manifests, volumes, site }: Scene) {
  const objects = [...priorityClasses, ...volumes, ...manifests].map((manifest) => ({ manifest }));
  return capacity(new ManifestSet(objects), readNodes(site.nodes.map((manifest) => ({ manifest })))).workloads;
}

/** Makes what all scenes have in common. */
async function prepare(cluster: SimulatedCluster, grounds: readonly Site[]): Promise<void> {
  await concurrently(
    grounds.flatMap(({ nodes }) => nodes),
    (node) => cluster.create({ ...node, status: { ...statusOf(node), addresses: [] } }),
  );
  for (const priorityClass of priorityClasses) await cluster.create(priorityClass);
  await cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  await cluster.server.eventually(
    'the ServiceAccount is there',
    () => cluster.list('v1', 'ServiceAccount', namespace),
    (accounts) => accounts.length > 0,
  );
  await cluster.server.eventually(
    'every node is ready',
    async () => (await cluster.list('v1', 'Node')).filter((node) => JSON.stringify(node.spec).includes('not-ready')),
    (left) => left.length === 0,
  );
}

/**
 * How many pods of each workload the scheduler has no node for, once it has looked at all of them. Those that it drove
 * away for others are made anew, as their controllers would; it is given a while to find a node where it must.
 */
async function pendingIn(
  cluster: SimulatedCluster,
  round: readonly Scene[],
  proved: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  await concurrently(
    round.flatMap(({ volumes }) => volumes),
    (volume) => cluster.create(volume),
  );
  // In an order that has nothing to do with that in which capacity looks at them.
  const all = round.flatMap(({ manifests }) => manifests.flatMap(podsOf)).sort(byHash);
  let missing: readonly Manifest[] = all;
  const { waiting } = await cluster.server.eventually(
    'what is proved to fit is placed, and the scheduler has looked at everything else',
    async () => {
      await concurrently(missing, (pod) => cluster.create(pod));
      // A client reads a gigabyte in its life, and this list has megabytes.
      await sleep(5000);
      const known = await cluster.list('v1', 'Pod', namespace);
      const names = new Set(known.map(nameOf));
      missing = all.filter((pod) => !names.has(nameOf(pod)));
      const found = waitingAmong(known, round);
      const early = [...found.keys()].filter((name) => proved.has(name));
      const concerned = round.filter(({ workloads }) => workloads.some(({ name }) => name === early[0]));
      return {
        drivenAway: missing.map(nameOf),
        open: known.filter((pod) => nodeOf(pod) === undefined && !isRefused(pod)).map(nameOf),
        early,
        scenes: concerned.map(show),
        waiting: found,
      };
    },
    ({ drivenAway, open, early }) => drivenAway.length + open.length + early.length === 0,
    600_000,
  );
  await removeRound(cluster, [...all, ...round.flatMap(({ volumes }) => volumes)]);
  return waiting;
}

/** Pods without a node, and those that name one whose kubelet would not take them. */
function waitingAmong(known: readonly Manifest[], round: readonly Scene[]): ReadonlyMap<string, number> {
  const waiting = new Map<string, number>();
  const onNodes = new Map<string, string[]>();
  for (const pod of known) {
    const app = pod.metadata.labels?.app ?? '';
    const node = nodeOf(pod);
    if (node === undefined) waiting.set(app, (waiting.get(app) ?? 0) + 1);
    else appendTo(onNodes, node, app);
  }
  for (const { nodes, workloads } of round) {
    const byName = new Map(workloads.map((workload) => [workload.name, workload]));
    for (const node of nodes) {
      const here = (onNodes.get(node.name) ?? []).flatMap((app) => byName.get(app) ?? []);
      for (const workload of here.filter(({ nodeName }) => nodeName !== undefined)) {
        const others = here.toSpliced(here.indexOf(workload), 1);
        if (!kubeletTakes(node, workload, others)) waiting.set(workload.name, 1);
      }
    }
  }
  return waiting;
}

/** Everything of a round goes: no kubelet is waited for. */
async function removeRound({ server }: SimulatedCluster, made: readonly Manifest[]): Promise<void> {
  await concurrently(made, async (manifest) => {
    const resource = await server.resources.find(manifest.apiVersion, manifest.kind);
    if (resource !== undefined) await server.remove(resource, manifest);
  });
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
  return hashOf(nameOf(one)) - hashOf(nameOf(other));
}

function hashOf(text: string): number {
  return [...text].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
}

function nameOf({ metadata }: Manifest): string {
  return metadata.name ?? '';
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

function show({ site, manifests }: Scene): string {
  return JSON.stringify({ nodes: site.nodes, manifests }, undefined, 1);
}

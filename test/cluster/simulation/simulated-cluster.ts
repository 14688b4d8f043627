import { Field } from '../../../lib/manifest/objects/field';
import type { StorageClassFacts } from '../../../lib/fleet/facts/storage-classes';
import type { Labels } from '../../../lib/manifest/objects/label-selector';
import { isManifest, type Manifest } from '../../../lib/manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../../lib/manifest/objects/object-identity';
import { failureMessage } from '../../../lib/schema/pull/kubernetes-client';
import type { ServerAccess } from '../../../lib/schema/pull/server-access';
import { applyTree, removeObjects } from '../../conformance/judge/apply-tree';
import { formatComplaint } from '../../conformance/judge/complaint';
import type { CreatedObject } from '../../conformance/judge/judge-object';
import { callsService } from '../../conformance/judge/judged-without-trace';
import { concurrently } from '../../control-plane/client/concurrently';
import { pathOf, type ServedResource } from '../../control-plane/client/served-resources';
import { patience, TestCluster } from '../../control-plane/client/test-cluster';
import { groupsFor, type DefinitionGroup } from '../../control-plane/definitions/definition-groups';
import { InstalledDefinitions } from '../../control-plane/definitions/installed-definitions';
import type { Tree, TreeObject } from '../../control-plane/trees/tree';
import { emptyCluster } from './empty-cluster';
import { cordon, evict } from './eviction';
import { listObjects, ownedBy, uidOf } from './find-objects';
import { Kubelets } from './kubelets';
import { nodesOf, type NodeShape } from './nodes';
import { failedNodeLabel } from './stages';
import { unready } from './unready';
import { storageClassObjects, VolumeProvisioner } from './volumes';

const replicated: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet']);

/** How a rollout went. */
export interface Rollout {
  /** The fewest Pods that were available at any moment. */
  readonly fewestAvailable: number;
}

/** A running cluster without machines, and what may happen to it, in the words that tests are written in. */
export class SimulatedCluster {
  readonly server: TestCluster;
  private readonly definitions: InstalledDefinitions;
  private created: CreatedObject[] = [];
  private applied: TreeObject[] = [];
  private readonly kubelets = new Kubelets(this);
  private readonly volumes = new VolumeProvisioner(this);

  /** @param version minor version of its Kubernetes, such as `1.33` */
  constructor(
    readonly version: string,
    access: ServerAccess,
  ) {
    this.server = new TestCluster(version, access);
    this.definitions = new InstalledDefinitions(this.server);
  }

  /** Makes nodes and waits until Pods may be placed on them. */
  async addNodes(shape: NodeShape = {}): Promise<void> {
    await concurrently(nodesOf(shape), (node) => this.create(node));
    await this.server.eventually(
      'no node has a taint',
      async () => (await this.list('v1', 'Node')).filter((node) => Field.root(node).at('spec', 'taints').isSet),
      (tainted) => tainted.length === 0,
    );
  }

  /** Makes StorageClasses, and from now on a volume for each claim of them. */
  async provideVolumes(classes: readonly StorageClassFacts[]): Promise<void> {
    for (const manifest of storageClassObjects(classes)) await this.create(manifest);
    this.volumes.start();
  }

  /** Installs definitions that no tree brings: those of a product's controller. */
  define(groups: readonly DefinitionGroup[]): Promise<void> {
    return this.definitions.provide(groups);
  }

  /**
   * Applies a tree in the order in which a GitOps engine does, with the definitions that it needs.
   *
   * @throws Error with the server's words for each object that it refuses
   */
  async apply(tree: Pick<Tree, 'objects' | 'gatewayApi'>): Promise<void> {
    await this.definitions.provide(groupsFor(tree));
    const { complaints, created } = await applyTree(this.server, tree.objects, { storesAll: true });
    this.created.push(...created);
    this.applied.push(...tree.objects.filter(({ manifest }) => !callsService(manifest)));
    const refused = complaints.filter(({ verdict }) => verdict === 'rejected');
    if (refused.length > 0) throw new Error(refused.map(formatComplaint).join('\n\n'));
  }

  /**
   * Waits until every workload that was applied, or the one that is named, is ready: its Pods run, its Job completes.
   *
   * @throws Error that names object, file and construct of each that is not, and what its controllers say
   */
  async becomesReady(one?: Manifest, within = patience): Promise<void> {
    const wanted = one === undefined ? this.applied : [{ manifest: one }];
    const deadline = Date.now() + within;
    let waiting: readonly TreeObject[] = wanted.map((object) => ({ text: '', ...object }));
    for (;;) {
      const lacks = await concurrently(waiting, (object) => this.lack(object.manifest));
      waiting = waiting.filter((_, index) => lacks[index] !== undefined);
      if (waiting.length === 0) return;
      if (Date.now() > deadline) {
        const reasons = lacks.filter((lack) => lack !== undefined);
        throw new Error(
          (await concurrently(waiting, (object, at) => this.explain(object, reasons[at] ?? ''))).join('\n\n'),
        );
      }
      await pause();
    }
  }

  /** Rolls a workload to another image and waits until it is there. */
  async rollsTo(workload: Manifest, image: string, within = patience): Promise<Rollout> {
    const containers = Field.root(workload).at('spec', 'template', 'spec', 'containers').items();
    const patch = containers.map((_, index) => ({
      op: 'replace',
      path: `/spec/template/spec/containers/${index}/image`,
      value: image,
    }));
    await this.patch(workload, 'json-patch+json', patch);
    let fewestAvailable = Number.POSITIVE_INFINITY;
    const deadline = Date.now() + within;
    for (;;) {
      const stored = await this.get(workload);
      const available = Field.root(stored).at('status', 'availableReplicas').number ?? 0;
      fewestAvailable = Math.min(fewestAvailable, available);
      const lack = await this.lack(workload);
      if (lack === undefined) return { fewestAvailable };
      if (Date.now() > deadline) throw new Error(await this.explain({ manifest: workload, text: '' }, lack));
      await pause();
    }
  }

  /**
   * Drains a node as `kubectl drain` does: nothing new is placed there, and every Pod that no DaemonSet owns is evicted.
   *
   * @throws Error with the words of the eviction API where it still refuses one at the end
   */
  async drain(node: string, within = patience): Promise<void> {
    await cordon(this.server, node);
    const there = (await this.podsOn(node)).filter((pod) => ownerKindOf(pod) !== 'DaemonSet');
    const refusals = await concurrently(there, (pod) => evict(this.server, pod, within));
    const refused = refusals.filter((refusal) => refusal !== undefined);
    if (refused.length > 0) throw new Error(`${node} cannot be drained:\n${refused.join('\n')}`);
    await this.server.eventually(
      `the Pods of ${node} are gone`,
      async () => (await this.podsOn(node)).filter((pod) => ownerKindOf(pod) !== 'DaemonSet'),
      (left) => left.length === 0,
      within,
    );
  }

  /** Nodes of a zone, and the Pods on them, are gone: what the garbage collector of Pods comes to some time later. */
  async loseZone(zone: string): Promise<void> {
    const nodes = (await this.list('v1', 'Node')).filter(
      ({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone'] === zone,
    );
    await concurrently(nodes, async (node) => {
      await this.remove(node);
      await concurrently(await this.podsOn(node.metadata.name ?? ''), (pod) => this.remove(pod));
    });
  }

  /**
   * A node is not ready from now on, nor are its Pods: what the controller of nodes comes to when heartbeats stay out.
   * They are endpoints no more, and are evicted when they tolerate it no longer, after five minutes if they say nothing.
   */
  async failNode(name: string): Promise<void> {
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name } };
    await this.patch(node, 'merge-patch+json', { metadata: { labels: { [failedNodeLabel]: 'true' } } });
    const conditions = [{ type: 'Ready', status: 'False', reason: 'NodeNotReady' }];
    await concurrently(await this.podsOn(name), (pod) =>
      this.patch(pod, 'strategic-merge-patch+json', { status: { conditions } }, '/status'),
    );
  }

  /** From now on, new Pods with these labels run, and are not ready before the result is called. Nodes come first. */
  startSlowly(labels: Labels): Promise<() => Promise<void>> {
    return this.kubelets.startSlowly(labels);
  }

  /** From now on, the containers of Pods with these labels crash over and over. Nodes come first. */
  crash(labels: Labels): Promise<void> {
    return this.kubelets.crash(labels);
  }

  /** The Pods of a workload. */
  async pods(workload: Manifest): Promise<readonly Manifest[]> {
    return (await this.owned(workload)).filter(({ kind }) => kind === 'Pod');
  }

  /** Addresses that are ready behind a Service. */
  async endpoints({ metadata: { name, namespace } }: Manifest): Promise<number> {
    const slices = await this.list('discovery.k8s.io/v1', 'EndpointSlice', namespace);
    return slices
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name)
      .flatMap((slice) => Field.root(slice).at('endpoints').items())
      .filter((endpoint) => endpoint.at('conditions', 'ready').boolean === true).length;
  }

  /** What controllers say of an object, and of what it owns: `FailedScheduling: 0/3 nodes are available …`. */
  async events(object: Manifest): Promise<readonly string[]> {
    const about = new Set([await this.get(object), ...(await this.owned(object))].map(uidOf));
    const events = await this.list('v1', 'Event', object.metadata.namespace ?? 'default');
    return events
      .map((event) => Field.root(event))
      .filter((event) => about.has(event.at('involvedObject', 'uid').text ?? ''))
      .map((event) => `${event.at('reason').text ?? ''}: ${event.at('message').text ?? ''}`);
  }

  /** The object as the server has it. */
  async get(object: Manifest): Promise<Manifest> {
    const stored = await this.server.client.get(await this.pathOf(object));
    if (!isManifest(stored)) throw new Error(`${formatIdentity(identityOf(object))} is no object`);
    return stored;
  }

  /** The objects of a kind, of one namespace or of all. */
  list(apiVersion: string, kind: string, namespace?: string): Promise<readonly Manifest[]> {
    return listObjects(this.server, apiVersion, kind, namespace);
  }

  /** Makes one object. @throws Error with the server's words where it refuses */
  async create(manifest: Manifest): Promise<Manifest> {
    const { name: _, ...metadata } = manifest.metadata;
    const resource = await this.resourceOf(manifest);
    const path = pathOf(resource, { ...manifest, metadata });
    const { status, body } = await this.server.client.request('POST', path, {
      body: JSON.stringify(manifest),
      contentType: 'application/json',
    });
    if (status !== 201 || !isManifest(body)) throw new Error(`POST ${path}: ${status} ${failureMessage(body)}`);
    this.created.push({ resource, stored: body });
    return body;
  }

  /** Changes one object. @throws Error with the server's words where it refuses */
  async patch(
    object: Manifest,
    format: 'json-patch+json' | 'merge-patch+json' | 'strategic-merge-patch+json',
    patch: object,
    subresource = '',
  ): Promise<void> {
    const path = `${await this.pathOf(object)}${subresource}`;
    const content = { body: JSON.stringify(patch), contentType: `application/${format}` };
    const { status, body } = await this.server.client.request('PATCH', path, content);
    if (status >= 300) throw new Error(`PATCH ${path}: ${status} ${failureMessage(body)}`);
  }

  /** Deletes one object, at once. */
  async remove(object: Manifest): Promise<void> {
    const resource = await this.server.resources.find(object.apiVersion, object.kind);
    if (resource !== undefined) await this.server.remove(resource, object);
  }

  /** Takes out everything but the definitions, so that the next test finds an empty cluster. */
  async clear(): Promise<void> {
    await this.volumes.stop();
    await this.kubelets.forget();
    await removeObjects(this.server, this.created);
    [this.created, this.applied] = [[], []];
    await emptyCluster(this.server);
  }

  close(): void {
    this.server.client.close();
  }

  /** What an object still lacks. Its status may be older than what has just become of its Pods. */
  private async lack(object: Manifest): Promise<string | undefined> {
    const stored = await this.get(object);
    const said = unready(stored);
    if (said !== undefined || !replicated.has(stored.kind)) return said;
    const wanted = Field.root(stored).at('spec', 'replicas').number ?? 1;
    const pods = await this.pods(stored);
    const ready = pods.filter((pod) => unready(pod) === undefined && pod.metadata.deletionTimestamp === undefined);
    return ready.length >= wanted ? undefined : `${ready.length} of ${wanted} Pods are ready`;
  }

  private async explain({ manifest, file, origin }: TreeObject, lack: string): Promise<string> {
    const lines = [`file: ${file}`, `from: ${origin}`].filter((_, index) => [file, origin][index] !== undefined);
    const events = [...new Set(await this.events(manifest))].slice(-8);
    return [`${formatIdentity(identityOf(manifest))}: ${lack}`, ...lines, ...events].join('\n  ');
  }

  private async owned(object: Manifest): Promise<readonly Manifest[]> {
    const { namespace } = object.metadata;
    const kinds = [
      ['apps/v1', 'ReplicaSet'],
      ['batch/v1', 'Job'],
      ['v1', 'Pod'],
    ] as const;
    const lists = await Promise.all(kinds.map(([apiVersion, kind]) => this.list(apiVersion, kind, namespace)));
    return ownedBy(await this.get(object), lists.flat());
  }

  private async podsOn(node: string): Promise<readonly Manifest[]> {
    return (await this.list('v1', 'Pod')).filter((pod) => Field.root(pod).at('spec', 'nodeName').text === node);
  }

  private async pathOf(object: Manifest): Promise<string> {
    return pathOf(await this.resourceOf(object), object);
  }

  private async resourceOf({ apiVersion, kind }: Manifest): Promise<ServedResource> {
    const resource = await this.server.resources.find(apiVersion, kind);
    if (resource === undefined) throw new Error(`${kind} of ${apiVersion} is not served`);
    return resource;
  }
}

function ownerKindOf(pod: Manifest): string | undefined {
  return Field.root(pod).at('metadata', 'ownerReferences').items()[0]?.at('kind').text;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}

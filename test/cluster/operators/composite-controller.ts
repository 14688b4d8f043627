import { Field } from '../../../lib/manifest/objects/field';
import { isJsonObject, type JsonObject } from '../../../lib/manifest/objects/json';
import { isManifest, type Manifest } from '../../../lib/manifest/objects/manifest';
import { failureMessage } from '../../../lib/schema/pull/kubernetes-client';
import { pathOf, type ServedResource } from '../../control-plane/client/served-resources';
import type { SimulatedCluster } from '../simulation/simulated-cluster';

/** Where metacontroller keeps what the hook answered of a child, so that it knows later what it had asked for. */
export const lastApplied = 'metacontroller.k8s.io/last-applied-configuration';

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly resource: ServedResource;
}

/**
 * What metacontroller v4 does for one CompositeController with `generateSelector`, a pass over all parents at a time: its
 * module cannot be had from a proxy. As in its source: the finalizer, the children as the hook is told of them, owner and
 * last-applied configuration, deletion of what is not wanted any more, the status with `observedGeneration`.
 */
export class CompositeController {
  private constructor(
    private readonly cluster: SimulatedCluster,
    private readonly controller: Manifest,
    private readonly parents: Kind,
    private readonly children: readonly Kind[],
  ) {}

  /** Stores a CompositeController, and finds the resources that it names. */
  static async start(cluster: SimulatedCluster, controller: Manifest): Promise<CompositeController> {
    const stored = await cluster.create(controller);
    const spec = Field.root(stored).at('spec');
    const parent = await kindOf(cluster, spec.at('parentResource'));
    const children = await Promise.all(
      spec
        .at('childResources')
        .items()
        .map((each) => kindOf(cluster, each)),
    );
    return new CompositeController(cluster, stored, parent, children);
  }

  /** Asks the hooks about every parent once, and does what they answer. Returns the errors, as its events have them. */
  async reconcile(): Promise<readonly string[]> {
    const errors: string[] = [];
    for (const parent of await this.cluster.list(this.parents.apiVersion, this.parents.kind)) {
      const error = await this.sync(parent);
      if (error !== undefined) errors.push(error);
    }
    return errors;
  }

  private async sync(parent: Manifest): Promise<string | undefined> {
    const isGoing = parent.metadata.deletionTimestamp !== undefined;
    if (!isGoing) await this.setFinalizers(parent, [this.finalizer]);
    const observed = await this.observed(parent);
    const answer = await this.ask(isGoing ? 'finalize' : 'sync', parent, observed);
    if (typeof answer === 'string') return answer;
    const wanted = (Array.isArray(answer.children) ? answer.children : []).filter(isManifest);
    const errors: string[] = [];
    for (const child of observed) {
      const isWanted = wanted.some((one) => keyOf(one) === keyOf(child));
      if (!isWanted && child.metadata.deletionTimestamp === undefined) await this.cluster.remove(child);
    }
    for (const child of wanted) {
      const error = await this.write(parent, child);
      if (error !== undefined) errors.push(error);
    }
    const status = isJsonObject(answer.status) ? answer.status : {};
    const observedGeneration = Field.root(parent).at('metadata', 'generation').number ?? 0;
    if (!isGoing)
      await this.cluster.patch(parent, 'merge-patch+json', { status: { ...status, observedGeneration } }, '/status');
    if (answer.finalized === true) await this.setFinalizers(parent, []);
    return errors.length === 0 ? undefined : errors.join('\n');
  }

  private get finalizer(): string {
    return `metacontroller.io/compositecontroller-${this.controller.metadata.name ?? ''}`;
  }

  private setFinalizers(parent: Manifest, finalizers: readonly string[]): Promise<void> {
    return this.cluster.patch(parent, 'merge-patch+json', { metadata: { finalizers } });
  }

  /** What the parent owns: in its namespace, or anywhere where it lives in none. */
  private async observed(parent: Manifest): Promise<readonly Manifest[]> {
    const lists = await Promise.all(
      this.children.map(({ apiVersion, kind }) => this.cluster.list(apiVersion, kind, parent.metadata.namespace)),
    );
    return lists.flat().filter((child) => isOwnedBy(child, parent));
  }

  private async ask(
    hook: 'sync' | 'finalize',
    parent: Manifest,
    observed: readonly Manifest[],
  ): Promise<JsonObject | string> {
    const url = Field.root(this.controller).at('spec', 'hooks', hook, 'webhook', 'url').text ?? '';
    const children: Record<string, Record<string, Manifest>> = {};
    for (const { apiVersion, kind } of this.children) children[groupKeyOf({ apiVersion, kind })] = {};
    for (const child of observed) (children[groupKeyOf(child)] ??= {})[relativeName(parent, child)] = child;
    const request = { controller: this.controller, parent, children, related: {}, finalizing: hook === 'finalize' };
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    const text = await response.text();
    if (response.status !== 200) return `remote error: ${text}`;
    const answer: unknown = JSON.parse(text);
    return isJsonObject(answer) ? answer : `no answer: ${text}`;
  }

  /** Applies a child on the server's side, with its owner: `InPlace`, whoever else writes to it. */
  private async write(parent: Manifest, child: Manifest): Promise<string | undefined> {
    const kind = this.children.find(
      ({ apiVersion, kind: name }) => apiVersion === child.apiVersion && name === child.kind,
    );
    if (kind === undefined) return `${child.kind} of ${child.apiVersion} is none of childResources`;
    const uid = Field.root(parent).at('metadata', 'uid').text ?? '';
    const labels = { ...child.metadata.labels, 'controller-uid': uid };
    const { apiVersion, kind: parentKind, metadata } = parent;
    const body = {
      ...child,
      metadata: {
        ...child.metadata,
        labels,
        annotations: { ...child.metadata.annotations, [lastApplied]: JSON.stringify(child) },
        ownerReferences: [
          { apiVersion, kind: parentKind, name: metadata.name, uid, controller: true, blockOwnerDeletion: true },
        ],
      },
    };
    const { status, body: answer } = await this.cluster.server.client.request(
      'PATCH',
      `${pathOf(kind.resource, child)}?fieldManager=metacontroller&fieldValidation=Strict&force=true`,
      { body: JSON.stringify(body), contentType: 'application/apply-patch+yaml' },
    );
    return status < 300 ? undefined : `${child.kind} ${child.metadata.name ?? ''}: ${failureMessage(answer)}`;
  }
}

async function kindOf(cluster: SimulatedCluster, rule: Field): Promise<Kind> {
  const apiVersion = rule.at('apiVersion').text ?? '';
  const plural = rule.at('resource').text ?? '';
  const found = await cluster.server.resources.findPlural(apiVersion, plural);
  if (found === undefined) throw new Error(`${plural} of ${apiVersion} is not served`);
  return { apiVersion, ...found };
}

function isOwnedBy(child: Manifest, parent: Manifest): boolean {
  const uid = Field.root(parent).at('metadata', 'uid').text;
  const owners = Field.root(child).at('metadata', 'ownerReferences').items();
  return owners.some((owner) => owner.at('controller').boolean === true && owner.at('uid').text === uid);
}

/** As the hook is told of kinds: `Pod.v1`, `Deployment.apps/v1`. */
function groupKeyOf({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): string {
  return `${kind}.${apiVersion}`;
}

/** A namespaced child of a parent that lives in no namespace is named with its own. */
function relativeName(parent: Manifest, { metadata: { name = '', namespace } }: Manifest): string {
  return parent.metadata.namespace === undefined && namespace !== undefined ? `${namespace}/${name}` : name;
}

function keyOf(object: Manifest): string {
  return `${groupKeyOf(object)} ${object.metadata.namespace ?? ''}/${object.metadata.name ?? ''}`;
}

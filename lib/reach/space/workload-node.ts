import { apiGroup } from '../../manifest/objects/api-version';
import { compareText } from '../../manifest/objects/compare-text';
import { isJsonArray, isJsonObject, type JsonValue } from '../../manifest/objects/json';
import type { Labels } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { identityKey } from '../../manifest/objects/object-identity';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { customPodTemplates } from './custom-pod-templates';
import { portsOf, type ContainerPort } from './container-port';

/** Pods that one object stands for: what reachability is computed between. */
export interface WorkloadNode {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Label sets of its pods: one, or several where bare Pods name one owner. */
  readonly labels: readonly Labels[];
  readonly ports: readonly ContainerPort[];
  /** Whether its pods use the node's own network, so that no policy selects them. */
  readonly hostNetwork: boolean;
  /** The object on top of the chain of owners, or the first of the pods where their owner is not in the tree. */
  readonly source: LocatedManifest;
  readonly pods: readonly PodTemplate[];
}

/** Every workload of a tree, sorted; pods and templates with the same owner are one. */
export function workloadNodes(manifests: ManifestSet): readonly WorkloadNode[] {
  const groups = new Map<string, { readonly owner: Owner; readonly pods: PodTemplate[] }>();
  const all = [...manifests.pods(), ...customPodTemplates(manifests)];
  const readable = new Set(all.map(({ owner }) => owner));
  for (const pod of all) {
    if (pod.owner.manifest.kind === 'PodTemplate') continue;
    const owner = topOwner(manifests, pod.owner, readable);
    const key = `${owner.group}/${owner.kind}/${pod.namespace}/${owner.name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { owner, pods: [pod] });
    else group.pods.push(pod);
  }
  return [...groups.values()].map(({ owner, pods }) => nodeOf(owner, pods)).sort(byName);
}

interface Owner {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly source: LocatedManifest;
  /** Whether `source` is the owner itself, and not a pod that names it. */
  readonly inTree: boolean;
}

type OwnerReference = Pick<Owner, 'group' | 'kind' | 'name'>;

function nodeOf(owner: Owner, pods: readonly PodTemplate[]): WorkloadNode {
  // A controller's template says what all its pods look like; the pods beside it add nothing but generated labels.
  const templates = owner.inTree ? pods.filter((pod) => pod.owner === owner.source) : [];
  const speaking = templates.length > 0 ? templates : pods;
  return {
    kind: owner.kind,
    namespace: speaking[0]?.namespace ?? 'default',
    name: owner.name,
    labels: distinctLabels(speaking),
    ports: speaking[0] === undefined ? [] : portsOf(speaking[0]),
    hostNetwork: speaking.some(({ spec }) => spec.hostNetwork === true),
    source: owner.source,
    pods: speaking,
  };
}

/** Follows `controller` references; an owner that is not in the tree still names the workload. */
function topOwner(manifests: ManifestSet, object: LocatedManifest, readable: ReadonlySet<LocatedManifest>): Owner {
  let current: Owner = {
    group: apiGroup(object.manifest.apiVersion),
    kind: object.manifest.kind,
    name: object.manifest.metadata.name ?? object.manifest.metadata.generateName ?? '',
    source: object,
    inTree: true,
  };
  const seen = new Set<string>();
  for (let next = controllerOf(object); next !== undefined;) {
    const namespace = object.manifest.metadata.namespace ?? '';
    const key = identityKey({ ...next, namespace });
    if (seen.has(key)) break;
    seen.add(key);
    const source = manifests.get({ ...next, namespace });
    // An owner whose template cannot be read (a custom resource) names the workload, and its pods describe it.
    const inTree = source !== undefined && readable.has(source);
    current = { ...next, source: inTree ? source : current.source, inTree };
    next = source === undefined ? undefined : controllerOf(source);
  }
  return current;
}

function controllerOf({ manifest }: LocatedManifest): OwnerReference | undefined {
  const references = manifest.metadata.ownerReferences;
  if (!isJsonArray(references)) return undefined;
  const owners = references.map(ownerReference).filter((owner) => owner !== undefined);
  return owners.find(({ controller }) => controller) ?? owners[0];
}

function ownerReference(value: JsonValue): (OwnerReference & { readonly controller: boolean }) | undefined {
  if (!isJsonObject(value)) return undefined;
  const { apiVersion, kind, name, controller } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return undefined;
  return { group: apiGroup(apiVersion), kind, name, controller: controller === true };
}

function distinctLabels(pods: readonly PodTemplate[]): readonly Labels[] {
  const distinct = new Map<string, Labels>();
  for (const { labels } of pods) distinct.set(JSON.stringify(Object.entries(labels).sort()), labels);
  return [...distinct.values()];
}

function byName(a: WorkloadNode, b: WorkloadNode): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name) || compareText(a.kind, b.kind);
}

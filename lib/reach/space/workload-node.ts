import { apiGroup } from '../../manifest/objects/api-version';
import { compareText } from '../../manifest/objects/compare-text';
import { isJsonArray, isJsonObject, type JsonValue } from '../../manifest/objects/json';
import type { Labels, LabelSelector } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { identityKey } from '../../manifest/objects/object-identity';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { podVariants } from '../../manifest/pods/pod-variants';
import { replicasOf } from '../../manifest/pods/replicas-selected';
import { AskingSelectors } from './asking-selectors';
import type { NamedSelector } from './named-selector';
import { customPodTemplates } from './custom-pod-templates';
import { portsOf, type PodPort } from './container-port';

/** Pods that one object stands for: what reachability is computed between. */
export interface WorkloadNode {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The workload that it is one replica of: some selector tells it from the others. */
  readonly replicaOf?: { readonly kind: string; readonly name: string };
  /** Label sets of its pods: one, or several where bare Pods name one owner. */
  readonly labels: readonly Labels[];
  readonly ports: readonly PodPort[];
  /** Whether its pods use the node's own network, so that no policy selects them. */
  readonly hostNetwork: boolean;
  /** The object on top of the chain of owners, or the first of the pods where their owner is not in the tree. */
  readonly source: LocatedManifest;
  readonly pods: readonly PodTemplate[];
}

/**
 * Every workload of a tree, sorted; pods and templates with the same owner are one. A replica that some selector names
 * by a label of its own is a workload by itself.
 */
export function workloadNodes(
  manifests: ManifestSet,
  selectors: readonly NamedSelector[] = [],
): readonly WorkloadNode[] {
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
  const asking = new AskingSelectors(selectors);
  return [...groups.values()]
    .map(({ owner, pods }) => nodeOf(owner, pods))
    .flatMap((node) => divided(node, asking.about(node), manifests))
    .sort(byName);
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
    labels: distinct(speaking.map(({ labels }) => labels)),
    ports: speaking[0] === undefined ? [] : portsOf(speaking[0]),
    hostNetwork: speaking.some(({ spec }) => spec.hostNetwork === true),
    source: owner.source,
    pods: speaking,
  };
}

/** The pods of a workload as selectors see them: with the labels that controllers add, where a selector asks for one. */
function divided(node: WorkloadNode, selectors: readonly LabelSelector[], manifests: ManifestSet): WorkloadNode[] {
  const [pod, ...others] = node.pods;
  if (selectors.length === 0 || pod === undefined) return [node];
  if (others.length > 0) {
    const labels = node.pods.flatMap((each) => podVariants(each, selectors).map((variant) => variant.labels));
    return [{ ...node, labels: distinct(labels) }];
  }
  const variants = podVariants(pod, selectors, replicasOf(manifests, pod));
  const [only] = variants;
  if (variants.length === 1 && only !== undefined) return [{ ...node, labels: [only.labels] }];
  return variants.map(({ labels, replica }): WorkloadNode => {
    if (replica === undefined) return { ...node, labels: [labels] };
    const { kind, name } = node;
    return { ...node, kind: 'Pod', name: replica, replicaOf: { kind, name }, labels: [labels] };
  });
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
  // A static pod names its node, which makes no pods.
  const owners = references
    .map(ownerReference)
    .filter((owner) => owner !== undefined)
    .filter(({ group, kind }) => group !== '' || kind !== 'Node');
  return owners.find(({ controller }) => controller) ?? owners[0];
}

function ownerReference(value: JsonValue): (OwnerReference & { readonly controller: boolean }) | undefined {
  if (!isJsonObject(value)) return undefined;
  const { apiVersion, kind, name, controller } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return undefined;
  return { group: apiGroup(apiVersion), kind, name, controller: controller === true };
}

function distinct(sets: readonly Labels[]): readonly Labels[] {
  const found = new Map<string, Labels>();
  for (const labels of sets) found.set(JSON.stringify(Object.entries(labels).sort()), labels);
  return [...found.values()];
}

function byName(a: WorkloadNode, b: WorkloadNode): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name) || compareText(a.kind, b.kind);
}

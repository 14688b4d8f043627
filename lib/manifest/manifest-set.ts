import { apiGroup } from './api-version';
import { matchesSelector, type LabelSelector } from './label-selector';
import type { LocatedManifest } from './manifest';
import { identityKey, identityOf, type ObjectIdentity } from './object-identity';
import { podTemplateOf, type PodTemplate } from './pod-template';

/** The manifests of one cluster, indexed by identity, kind and pod label, so that a check costs what it looks at. */
export class ManifestSet {
  readonly all: readonly LocatedManifest[];
  private readonly byIdentity = new Map<string, LocatedManifest>();
  private readonly byKind = new Map<string, LocatedManifest[]>();
  private readonly byNamespace = new Map<string, LocatedManifest[]>();
  private podsByNamespace: Map<string, PodIndex> | undefined;

  constructor(all: readonly LocatedManifest[]) {
    this.all = all;
    for (const object of all) {
      const { apiVersion, kind } = object.manifest;
      const identity = identityOf(object.manifest);
      const key = identityKey(identity);
      if (!this.byIdentity.has(key)) this.byIdentity.set(key, object);
      append(this.byKind, `${apiGroup(apiVersion)}/${kind}`, object);
      append(this.byNamespace, `${apiGroup(apiVersion)}/${kind}/${identity.namespace}`, object);
    }
  }

  /** The object with an identity. Where a tree has two, the first; `unique-object` reports the second. */
  get(identity: ObjectIdentity): LocatedManifest | undefined {
    return this.byIdentity.get(identityKey(identity));
  }

  /** All objects of a kind, in the order of the tree; those of one namespace where it is given. */
  ofKind(group: string, kind: string, namespace?: string): readonly LocatedManifest[] {
    const found =
      namespace === undefined
        ? this.byKind.get(`${group}/${kind}`)
        : this.byNamespace.get(`${group}/${kind}/${namespace}`);
    return found ?? [];
  }

  /** Pods and pod templates of a namespace; of all namespaces when left out. */
  pods(namespace?: string): readonly PodTemplate[] {
    const index = this.podIndexes();
    if (namespace !== undefined) return index.get(namespace)?.all ?? [];
    return [...index.values()].flatMap(({ all }) => all);
  }

  /** Pods and pod templates of a namespace whose labels fulfil a selector. */
  podsSelectedBy(namespace: string, selector: LabelSelector): readonly PodTemplate[] {
    const index = this.podIndexes().get(namespace);
    if (index === undefined) return [];
    return smallestCandidates(index, selector).filter(({ labels }) => matchesSelector(selector, labels));
  }

  private podIndexes(): Map<string, PodIndex> {
    this.podsByNamespace ??= indexPods(this.all);
    return this.podsByNamespace;
  }
}

interface PodIndex {
  readonly all: PodTemplate[];
  readonly byLabel: Map<string, PodTemplate[]>;
}

function indexPods(all: readonly LocatedManifest[]): Map<string, PodIndex> {
  const indexes = new Map<string, PodIndex>();
  for (const object of all) {
    const pod = podTemplateOf(object);
    if (pod === undefined) continue;
    let index = indexes.get(pod.namespace);
    if (index === undefined) {
      index = { all: [], byLabel: new Map() };
      indexes.set(pod.namespace, index);
    }
    index.all.push(pod);
    for (const [key, value] of Object.entries(pod.labels)) append(index.byLabel, `${key}=${value}`, pod);
  }
  return indexes;
}

function smallestCandidates(index: PodIndex, selector: LabelSelector): readonly PodTemplate[] {
  let smallest: readonly PodTemplate[] = index.all;
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    const candidates = index.byLabel.get(`${key}=${value}`) ?? [];
    if (candidates.length < smallest.length) smallest = candidates;
  }
  return smallest;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

import { apiGroup } from './api-version';
import { appendTo } from './append-to';
import type { LabelSelector } from './label-selector';
import type { LocatedManifest } from './manifest';
import type { ManifestObserver } from './manifest-query';
import { identityKey, identityOf, type ObjectIdentity } from './object-identity';
import { podTemplateOf, type PodTemplate } from '../pods/pod-template';
import { controllerLabels } from '../pods/added-labels';
import { outlineOf } from '../pods/outline';
import { extentOf, type Extent } from '../pods/selected-pods';

/** The manifests of one cluster, indexed by identity, kind and pod label, so that a check costs what it looks at. */
export class ManifestSet {
  private readonly indexes: Indexes;
  private ownOutlines: ManifestSet | undefined;

  constructor(
    all: readonly LocatedManifest[] | ManifestSet,
    /** Is told of every question; left out where nobody needs to know. */
    readonly observer?: ManifestObserver,
  ) {
    this.indexes = all instanceof ManifestSet ? all.indexes : new Indexes(all);
  }

  /**
   * The same objects as `outlineOf` has them, in the same order. What only selectors, labels and ports matter to asks
   * these, and does not depend on what else is said of a workload.
   */
  get outlines(): ManifestSet {
    const shared = this.indexes.outlines();
    if (shared === undefined) return this;
    this.ownOutlines ??= this.observer === undefined ? shared : new ManifestSet(shared, this.observer.outlines);
    return this.ownOutlines;
  }

  /** Every object, in the order of the tree. Whoever asks depends on everything: prefer the narrower questions. */
  get all(): readonly LocatedManifest[] {
    this.observer?.asked({ about: 'all' });
    return this.indexes.all;
  }

  /** The object with an identity. Where a tree has two, the first; `unique-object` reports the second. */
  get(identity: ObjectIdentity): LocatedManifest | undefined {
    this.observer?.asked({ about: 'object', identity });
    return this.indexes.byIdentity.get(identityKey(identity));
  }

  /** All objects of a kind, in the order of the tree; those of one namespace where it is given. */
  ofKind(group: string, kind: string, namespace?: string): readonly LocatedManifest[] {
    this.observer?.asked({ about: 'kind', group, kind, ...(namespace === undefined ? {} : { namespace }) });
    const found =
      namespace === undefined
        ? this.indexes.byKind.get(`${group}/${kind}`)
        : this.indexes.byNamespace.get(`${group}/${kind}/${namespace}`);
    return found ?? [];
  }

  /** Objects of whatever kind that have a name in a namespace, in the order of the tree. */
  named(namespace: string, name: string): readonly LocatedManifest[] {
    this.observer?.asked({ about: 'name', namespace, name });
    return this.indexes.named().get(`${namespace}/${name}`) ?? [];
  }

  /** Pods and pod templates of a namespace; of all namespaces when left out. */
  pods(namespace?: string): readonly PodTemplate[] {
    this.observer?.asked({ about: 'pods', ...(namespace === undefined ? {} : { namespace }) });
    const pods = this.indexes.pods();
    if (namespace !== undefined) return pods.get(namespace)?.all ?? [];
    return [...pods.values()].flatMap(({ all }) => all);
  }

  /**
   * Pods and pod templates of a namespace of which a selector takes every pod, or some. Those of which nobody knows it
   * before they run are not among them: `podsPerhapsSelectedBy` finds these.
   */
  podsSelectedBy(namespace: string, selector: LabelSelector): readonly PodTemplate[] {
    this.observer?.asked({ about: 'pods', namespace, selector });
    const index = this.indexes.pods().get(namespace);
    if (index === undefined) return [];
    return smallestCandidates(index, selector).filter((pod) => isTaken(extentOf([selector], pod)));
  }
}

/** What a set and its observed views share. */
class Indexes {
  readonly byIdentity = new Map<string, LocatedManifest>();
  readonly byKind = new Map<string, LocatedManifest[]>();
  readonly byNamespace = new Map<string, LocatedManifest[]>();
  private podsByNamespace: Map<string, PodIndex> | undefined;
  private byName: Map<string, LocatedManifest[]> | undefined;
  private outlined: { readonly set: ManifestSet | undefined } | undefined;

  constructor(readonly all: readonly LocatedManifest[]) {
    for (const object of all) {
      const { apiVersion, kind } = object.manifest;
      const identity = identityOf(object.manifest);
      const key = identityKey(identity);
      if (!this.byIdentity.has(key)) this.byIdentity.set(key, object);
      appendTo(this.byKind, `${apiGroup(apiVersion)}/${kind}`, object);
      appendTo(this.byNamespace, `${apiGroup(apiVersion)}/${kind}/${identity.namespace}`, object);
    }
  }

  /** Undefined where each object is its own outline. */
  outlines(): ManifestSet | undefined {
    if (this.outlined === undefined) {
      const outlines = this.all.map(outlineOf);
      const differ = outlines.some((outline, index) => outline !== this.all[index]);
      this.outlined = { set: differ ? new ManifestSet(outlines) : undefined };
    }
    return this.outlined.set;
  }

  named(): ReadonlyMap<string, LocatedManifest[]> {
    this.byName ??= indexNames(this.all);
    return this.byName;
  }

  pods(): Map<string, PodIndex> {
    this.podsByNamespace ??= indexPods(this.all);
    return this.podsByNamespace;
  }
}

function indexNames(all: readonly LocatedManifest[]): Map<string, LocatedManifest[]> {
  const index = new Map<string, LocatedManifest[]>();
  for (const object of all) {
    const { namespace, name } = identityOf(object.manifest);
    appendTo(index, `${namespace}/${name}`, object);
  }
  return index;
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
    for (const [key, value] of Object.entries(pod.labels)) appendTo(index.byLabel, `${key}=${value}`, pod);
  }
  return indexes;
}

function isTaken(extent: Extent): boolean {
  return extent === 'all' || extent === 'some';
}

function smallestCandidates(index: PodIndex, selector: LabelSelector): readonly PodTemplate[] {
  let smallest: readonly PodTemplate[] = index.all;
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    // The index knows the labels of templates alone.
    if (controllerLabels.has(key)) continue;
    const candidates = index.byLabel.get(`${key}=${value}`) ?? [];
    if (candidates.length < smallest.length) smallest = candidates;
  }
  return smallest;
}

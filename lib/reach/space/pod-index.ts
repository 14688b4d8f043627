import { appendTo } from '../../manifest/objects/append-to';
import { matchesSelector, type LabelSelector, type Labels } from '../../manifest/objects/label-selector';
import type { PodPort } from './container-port';
import type { PodDoubt } from './pod-doubts';
import type { PodSelection } from '../policies/policy';

/** What a policy can see of pods: all that decides whether a selector takes them. */
export interface SelectablePods {
  readonly namespace: string;
  readonly labels: readonly Labels[];
  readonly ports: readonly PodPort[];
  readonly hostNetwork: boolean;
  /** Why what policies say of them is not the whole answer; left out where it is. */
  readonly doubts?: readonly PodDoubt[];
}

/** Finds pods by selection. The same selection is looked up once, and a label narrows the search before any comparison. */
export class PodIndex {
  private readonly byNamespace = new Map<string, NamespaceIndex>();
  private readonly namespacesBySelector = new Map<string, readonly NamespaceIndex[]>();
  private readonly selections = new Map<PodSelection, readonly number[]>();
  private readonly selectionsByText = new Map<string, readonly number[]>();

  constructor(
    private readonly pods: readonly SelectablePods[],
    private readonly namespaces: ReadonlyMap<string, Labels>,
  ) {
    for (const [i, { namespace, labels, hostNetwork }] of pods.entries()) {
      // Pods in the node's network have no address of their own that a selector could stand for.
      if (!hostNetwork) this.namespaceIndex(namespace).add(i, labels);
    }
  }

  /** Positions of the selected pods, lowest first; one list for equal selections. */
  select(selection: PodSelection): readonly number[] {
    let found = this.selections.get(selection);
    if (found === undefined) {
      const text = JSON.stringify([selection.namespaces, selection.pods]);
      found = this.selectionsByText.get(text) ?? this.search(selection);
      this.selectionsByText.set(text, found);
      this.selections.set(selection, found);
    }
    return found;
  }

  /** Pods under one owner of which a selector takes some and leaves others: they are not one workload. */
  distinguishedBy(selection: PodSelection): readonly number[] {
    return this.namespacesOf(selection.namespaces).flatMap((index) =>
      index.mixed.filter((i) => {
        const labels = this.pods[i]?.labels ?? [];
        const matching = labels.filter((set) => matchesSelector(selection.pods, set)).length;
        return matching > 0 && matching < labels.length;
      }),
    );
  }

  private search(selection: PodSelection): readonly number[] {
    return this.namespacesOf(selection.namespaces)
      .flatMap((index) => index.candidates(selection.pods).filter((i) => this.matches(i, selection.pods)))
      .sort((a, b) => a - b);
  }

  private matches(i: number, selector: LabelSelector): boolean {
    return this.pods[i]?.labels.every((labels) => matchesSelector(selector, labels)) ?? false;
  }

  private namespacesOf(namespaces: string | LabelSelector): readonly NamespaceIndex[] {
    if (typeof namespaces === 'string') {
      const index = this.byNamespace.get(namespaces);
      return index === undefined ? [] : [index];
    }
    const key = JSON.stringify(namespaces);
    let found = this.namespacesBySelector.get(key);
    if (found === undefined) {
      found = [...this.byNamespace]
        .filter(([name]) => matchesSelector(namespaces, this.namespaces.get(name) ?? {}))
        .map(([, index]) => index);
      this.namespacesBySelector.set(key, found);
    }
    return found;
  }

  private namespaceIndex(name: string): NamespaceIndex {
    let index = this.byNamespace.get(name);
    if (index === undefined) this.byNamespace.set(name, (index = new NamespaceIndex()));
    return index;
  }
}

class NamespaceIndex {
  readonly all: number[] = [];
  /** Those with several label sets. */
  readonly mixed: number[] = [];
  private readonly byLabel = new Map<string, number[]>();

  add(i: number, labels: readonly Labels[]): void {
    this.all.push(i);
    if (labels.length > 1) this.mixed.push(i);
    for (const [key, value] of Object.entries(labels[0] ?? {})) {
      const label = `${key}=${value}`;
      appendTo(this.byLabel, label, i);
    }
  }

  candidates(selector: LabelSelector): readonly number[] {
    let smallest: readonly number[] = this.all;
    for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
      const candidates = this.byLabel.get(`${key}=${value}`) ?? [];
      if (candidates.length < smallest.length) smallest = candidates;
    }
    return smallest;
  }
}

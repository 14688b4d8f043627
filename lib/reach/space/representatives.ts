import { appendTo } from '../../manifest/objects/append-to';
import { matchesSelector, type LabelSelector, type Labels } from '../../manifest/objects/label-selector';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';
import type { Policy, PodSelection } from '../policies/policy';
import type { SelectablePods } from './pod-index';
import type { UnknownPods } from './unknown-pods';
import { labelsExcluded, labelsFulfilling } from './witness-labels';

/** One representative of unknown pods, with the namespace it would be in. */
export interface Representative {
  readonly peer: UnknownPods;
  readonly pods: SelectablePods;
  readonly namespaceLabels: Labels;
  /** Positions of the representatives of wider groups that these pods are part of. */
  readonly within: readonly number[];
  /** Those of them between which and these pods no other of them stands. */
  readonly nearest: readonly number[];
  /** Whether no rule names them, and only a policy that binds single workloads of a namespace tells them from others. */
  readonly isBoundOnly: boolean;
}

export interface Representatives {
  readonly all: readonly Representative[];
  /** How many representatives stand for pods that several selections take, and whether there would be more. */
  readonly shared: { readonly tried: number; readonly isCut: boolean };
}

/** At most so many representatives stand for pods that several selections take. */
const mostShared = 1_000;

/**
 * The entire cluster first, then one representative for each distinct selection that policies make of peers and of the
 * pods that they bind, and for what such a selection leaves out by negation. Where one of these may get less, or more,
 * than others around it, pods that are in several of them at once have a representative, too.
 *
 * Pods with the same labels may be in the manifests already: that says nothing about others.
 */
export function representatives(policies: readonly Policy[], namespaces: ReadonlyMap<string, Labels>): Representatives {
  const found = new Map<string, Group>();
  const add = (group: Group): void => {
    const key = keyOf(group);
    const known = found.get(key);
    if (known === undefined) found.set(key, group);
    else
      found.set(key, { ...known, cuts: known.cuts || group.cuts, isBoundOnly: known.isBoundOnly && group.isBoundOnly });
  };
  add({ namespace: {}, labels: {}, cuts: false, isBoundOnly: false });
  for (const group of policies.flatMap((policy) => groupsOf(policy, namespaces))) add(group);

  const groups = [...found.values()];
  const numbers = new Map([...found.keys()].map((key, i) => [key, i]));
  const parents = groups.map((group) => widerThan(group, numbers));
  const isCut = addShared(groups, numbers, parents, namespaces);
  return {
    all: groups.map((group, i) => representative(group, i, parents, namespaces)),
    shared: { tried: groups.length - found.size, isCut },
  };
}

/** The same for one model, computed once. */
export function representativesOf(model: {
  readonly policies: readonly Policy[];
  readonly namespaces: ReadonlyMap<string, Labels>;
}): Representatives {
  const known = computed.get(model.namespaces) ?? representatives(model.policies, model.namespaces);
  computed.set(model.namespaces, known);
  return known;
}

// Each model has a map of its own.
const computed = new WeakMap<ReadonlyMap<string, Labels>, Representatives>();

/** Pods of a group of namespaces. */
interface Group extends UnknownPods {
  /** Whether other groups may be cut in two by it: one part gets what the rest does not. */
  readonly cuts: boolean;
  /** As in `Representative`. */
  readonly isBoundOnly: boolean;
}

function keyOf({ namespace, labels }: UnknownPods): string {
  return JSON.stringify([typeof namespace === 'string' ? namespace : sorted(namespace), sorted(labels)]);
}

function sorted(labels: Labels): readonly (readonly [string, string])[] {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
}

function groupsOf({ rules, subject, tier }: Policy, known: ReadonlyMap<string, Labels>): readonly Group[] {
  const peers = [...rules.ingress, ...rules.egress].flatMap(({ action, peers: named }) =>
    named.flatMap((peer) => (peer.kind === 'pods' ? groupsIn(peer.selection, known, action !== 'Allow') : [])),
  );
  const bindsMany = tier !== 'network' || typeof subject.namespaces !== 'string' || isEmpty(subject.pods);
  const bound = groupsIn(subject, known, true).map((group) => ({ ...group, isBoundOnly: !bindsMany }));
  return [...peers, ...bound];
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** What a selection takes, and what it leaves out by negation. */
function groupsIn(selection: PodSelection, known: ReadonlyMap<string, Labels>, cuts: boolean): readonly Group[] {
  const { namespaces, pods } = selection;
  const inside = namespacesOf(namespaces, known);
  const taken = labelsFulfilling(pods);
  const left = labelsExcluded(pods);
  const around = typeof namespaces === 'string' ? [] : labelsExcluded(namespaces).map(namedOrLabelled);
  const isBoundOnly = false;
  return [
    ...inside.flatMap((namespace) => taken.map((labels): Group => ({ namespace, labels, cuts, isBoundOnly }))),
    ...inside.flatMap((namespace) => left.map((labels): Group => ({ namespace, labels, cuts: true, isBoundOnly }))),
    ...around.flatMap((namespace) => taken.map((labels): Group => ({ namespace, labels, cuts: true, isBoundOnly }))),
  ];
}

/** Namespaces that a selector stands for: one that it names, or any with labels that fulfil it. */
function namespacesOf(
  selector: string | LabelSelector,
  known: ReadonlyMap<string, Labels>,
): readonly (string | Labels)[] {
  if (typeof selector === 'string') return [selector];
  return labelsFulfilling(selector).flatMap((labels): (string | Labels)[] => {
    const namespace = namedOrLabelled(labels);
    const existing = typeof namespace === 'string' ? known.get(namespace) : undefined;
    return existing === undefined || matchesSelector(selector, existing) ? [namespace] : [];
  });
}

function namedOrLabelled(labels: Labels): string | Labels {
  return labels[namespaceNameLabel] ?? labels;
}

/** The entire cluster, all pods of the same namespaces, and pods with the same labels anywhere. */
function widerThan(group: Group, numbers: ReadonlyMap<string, number>): readonly number[] {
  const own = numbers.get(keyOf(group));
  const wider = [
    { namespace: {}, labels: {} },
    { namespace: group.namespace, labels: {} },
    { namespace: {}, labels: group.labels },
  ];
  const found = wider.map((each) => numbers.get(keyOf(each)) ?? 0);
  return [...new Set(found)].filter((i) => i !== own);
}

/**
 * Adds pods that are in two groups at once, then those that are in three, and so on, as long as one of the groups may cut
 * another in two. Returns whether there are more than are added.
 */
function addShared(
  groups: Group[],
  numbers: Map<string, number>,
  parents: (readonly number[])[],
  known: ReadonlyMap<string, Labels>,
): boolean {
  const first = groups.length;
  const byNamespace = new Map<string, number[]>();
  const elsewhere: number[] = [];
  // The entire cluster makes no pair.
  for (let i = 1; i < first; i++) {
    const { namespace } = groups[i] ?? { namespace: {} };
    if (typeof namespace === 'string') appendTo(byNamespace, namespace, i);
    else elsewhere.push(i);
  }
  const everywhere = [...groups.keys()].slice(1);
  for (let i = 1; i < groups.length; i++) {
    const own = groups[i];
    if (own === undefined) continue;
    const near =
      typeof own.namespace === 'string' ? [...(byNamespace.get(own.namespace) ?? []), ...elsewhere] : everywhere;
    for (const j of near) {
      const other = groups[j];
      // Each pair once.
      if (other === undefined || j === i || (i < first && j > i) || !(own.cuts || other.cuts)) continue;
      const isFirst = i >= first || (own.cuts && !other.cuts);
      const group = isFirst ? bothOf(own, other, known) : bothOf(other, own, known);
      if (group === undefined) continue;
      const key = keyOf(group);
      const number = numbers.get(key);
      if (number === i || number === j) {
        const outer = number === i ? j : i;
        parents[number] = [...new Set([...(parents[number] ?? []), outer])];
      } else if (number !== undefined) {
        parents[number] = [...new Set([...(parents[number] ?? []), i, j])];
      } else {
        if (groups.length - first === mostShared) return true;
        numbers.set(key, groups.length);
        groups.push(group);
        parents.push([...new Set([0, i, j])]);
      }
    }
  }
  return false;
}

function bothOf(a: Group, b: Group, known: ReadonlyMap<string, Labels>): Group | undefined {
  const namespace = bothNamespaces(a.namespace, b.namespace, known);
  const labels = bothLabels(a.labels, b.labels);
  if (namespace === undefined || labels === undefined) return undefined;
  return { namespace, labels, cuts: true, isBoundOnly: false };
}

function bothNamespaces(a: string | Labels, b: string | Labels, known: ReadonlyMap<string, Labels>) {
  if (typeof a === 'string') {
    if (typeof b === 'string') return a === b ? a : undefined;
    return matchesSelector({ matchLabels: b }, known.get(a) ?? {}) ? a : undefined;
  }
  if (typeof b !== 'string') return bothLabels(a, b);
  return matchesSelector({ matchLabels: a }, known.get(b) ?? {}) ? b : undefined;
}

function bothLabels(a: Labels, b: Labels): Labels | undefined {
  return Object.entries(b).every(([key, value]) => (a[key] ?? value) === value) ? { ...a, ...b } : undefined;
}

function representative(
  { namespace, labels, isBoundOnly }: Group,
  position: number,
  parents: readonly (readonly number[])[],
  known: ReadonlyMap<string, Labels>,
): Representative {
  const name = typeof namespace === 'string' ? namespace : `{unknown ${position}}`;
  const own = typeof namespace === 'string' ? (known.get(namespace) ?? {}) : namespace;
  const within = parents[position] ?? [];
  return {
    peer: { namespace, labels },
    pods: { namespace: name, labels: [labels], ports: [], hostNetwork: false },
    namespaceLabels: { ...own, [namespaceNameLabel]: name },
    within,
    isBoundOnly,
    nearest: within.filter((i) => !within.some((other) => parents[other]?.includes(i))),
  };
}

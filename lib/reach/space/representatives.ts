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
}

export interface Representatives {
  readonly all: readonly Representative[];
  /** How many pairs of selections may take the same pods, and how many of these have a representative. */
  readonly pairs: { readonly count: number; readonly tried: number };
}

/** At most so many pairs of selections have a representative of their own. */
const mostPairs = 1_000;

/**
 * The entire cluster first, then one representative for each distinct selection that policies make of peers, for what
 * such a selection leaves out by negation, and for namespaces and clusters that a policy binds as a whole. Where one of
 * these may get less, or more, than others around it, pods that are in two of them have a representative, too.
 *
 * Pods with the same labels may be in the manifests already: that says nothing about others.
 */
export function representatives(policies: readonly Policy[], namespaces: ReadonlyMap<string, Labels>): Representatives {
  const found = new Map<string, Group>();
  const add = (group: Group): void => {
    const key = keyOf(group);
    const known = found.get(key);
    if (known === undefined) found.set(key, group);
    else if (group.cuts && !known.cuts) found.set(key, { ...known, cuts: true });
  };
  add({ namespace: {}, labels: {}, cuts: false });
  for (const group of policies.flatMap((policy) => groupsOf(policy, namespaces))) add(group);

  const groups = [...found.values()];
  const numbers = new Map([...found.keys()].map((key, i) => [key, i]));
  const parents = groups.map((group) => widerThan(group, numbers));
  const pairs = pairsOf(groups, namespaces);
  for (const { group, of } of pairs.tried) {
    const known = numbers.get(keyOf(group));
    if (known === undefined) {
      numbers.set(keyOf(group), groups.length);
      groups.push(group);
      parents.push([...new Set([0, ...of])]);
    } else {
      parents[known] = [...new Set([...(parents[known] ?? []), ...of.filter((i) => i !== known)])];
    }
  }
  return {
    all: groups.map((group, i) => representative(group, i, parents, namespaces)),
    pairs: { count: pairs.count, tried: pairs.tried.length },
  };
}

/** Pods of a group of namespaces. */
interface Group extends UnknownPods {
  /** Whether other groups may be cut in two by it: one part gets what the rest does not. */
  readonly cuts: boolean;
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
  // What binds single workloads of a namespace says nothing about the rest of it.
  const bindsMany = tier !== 'network' || typeof subject.namespaces !== 'string' || isEmpty(subject.pods);
  return [...peers, ...(bindsMany ? groupsIn(subject, known, true) : [])];
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
  return [
    ...inside.flatMap((namespace) => taken.map((labels): Group => ({ namespace, labels, cuts }))),
    ...inside.flatMap((namespace) => left.map((labels): Group => ({ namespace, labels, cuts: true }))),
    ...around.flatMap((namespace) => taken.map((labels): Group => ({ namespace, labels, cuts: true }))),
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

interface Pair {
  readonly group: Group;
  readonly of: readonly number[];
}

function pairsOf(groups: readonly Group[], known: ReadonlyMap<string, Labels>) {
  const cutting = [...groups.keys()].filter((i) => groups[i]?.cuts === true);
  const tried: Pair[] = [];
  let count = 0;
  for (const i of cutting) {
    for (const [j, other] of groups.entries()) {
      const own = groups[i];
      // Each pair once, and the entire cluster makes none.
      if (own === undefined || j === 0 || j === i || (other.cuts && j < i)) continue;
      const group = bothOf(own, other, known);
      if (group === undefined) continue;
      count++;
      if (tried.length < mostPairs) tried.push({ group, of: [i, j] });
    }
    // Beyond this, no more than that there are many is said.
    if (count > 100 * mostPairs) break;
  }
  return { count, tried };
}

function bothOf(a: Group, b: Group, known: ReadonlyMap<string, Labels>): Group | undefined {
  const namespace = bothNamespaces(a.namespace, b.namespace, known);
  const labels = bothLabels(a.labels, b.labels);
  return namespace === undefined || labels === undefined ? undefined : { namespace, labels, cuts: true };
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
  { namespace, labels }: Group,
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
    nearest: within.filter((i) => !within.some((other) => parents[other]?.includes(i))),
  };
}

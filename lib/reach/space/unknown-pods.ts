import { matchesSelector, type Labels } from '../../manifest/objects/label-selector';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';
import type { PodIndex, SelectablePods } from './pod-index';
import type { Policy, PodSelection } from '../policies/policy';
import { labelsFulfilling } from './witness-labels';

/** Pods that might exist beside the manifests: of which nothing is known (the entire cluster), or with some labels. */
export interface UnknownPods {
  /** A namespace by name, or the labels of any namespace that is not in the manifests. */
  readonly namespace: string | Labels;
  readonly labels: Labels;
}

/** One representative of unknown pods, with the namespace it would be in. */
export interface Representative {
  readonly peer: UnknownPods;
  readonly pods: SelectablePods;
  readonly namespaceLabels: Labels;
}

/**
 * One representative for the entire cluster and one for each distinct selection that policies make of peers. Left out
 * are pods that the manifests do contain: those of a known namespace with labels that some workload has. What every pod
 * of a namespace may do, one that is not there yet may, too.
 */
export function representatives(
  policies: readonly Policy[],
  namespaces: ReadonlyMap<string, Labels>,
  index: PodIndex,
): readonly Representative[] {
  const found = new Map<string, Representative>();
  const add = (namespace: string | Labels, labels: Labels): void => {
    const key = JSON.stringify([namespace, labels]);
    if (!found.has(key)) found.set(key, representative(namespace, labels, namespaces, found.size));
  };
  add({}, {});
  for (const selection of peerSelections(policies)) {
    for (const namespace of namespacesOf(selection, namespaces)) {
      const contained =
        typeof namespace === 'string' && index.select({ ...selection, namespaces: namespace }).length > 0;
      for (const labels of labelsFulfilling(selection.pods)) {
        if (!contained || Object.keys(labels).length === 0) add(namespace, labels);
      }
    }
  }
  return [...found.values()];
}

/** `the entire cluster`, `pods with app=web in namespaces with team=shop`. */
export function formatUnknownPods({ namespace, labels }: UnknownPods): string {
  const anywhere = typeof namespace !== 'string' && Object.keys(namespace).length === 0;
  const any = Object.keys(labels).length === 0;
  if (anywhere) return any ? 'the entire cluster' : `pods with ${formatLabels(labels)} in any namespace`;
  const pods = any ? 'all pods' : `pods with ${formatLabels(labels)}`;
  return `${pods} in ${typeof namespace === 'string' ? namespace : `namespaces with ${formatLabels(namespace)}`}`;
}

function peerSelections(policies: readonly Policy[]): readonly PodSelection[] {
  return policies.flatMap(({ rules }) =>
    [...rules.ingress, ...rules.egress].flatMap(({ peers }) =>
      peers.flatMap((peer) => (peer.kind === 'pods' ? [peer.selection] : [])),
    ),
  );
}

/** Namespaces that a selector stands for: one that it names, or any with labels that fulfil it. */
function namespacesOf(selection: PodSelection, known: ReadonlyMap<string, Labels>): readonly (string | Labels)[] {
  if (typeof selection.namespaces === 'string') return [selection.namespaces];
  const selector = selection.namespaces;
  return labelsFulfilling(selector).flatMap((labels): (string | Labels)[] => {
    const name = labels[namespaceNameLabel];
    if (name === undefined) return [labels];
    const existing = known.get(name);
    return existing === undefined || matchesSelector(selector, existing) ? [name] : [];
  });
}

function representative(
  namespace: string | Labels,
  labels: Labels,
  known: ReadonlyMap<string, Labels>,
  number: number,
): Representative {
  const name = typeof namespace === 'string' ? namespace : `{unknown ${number}}`;
  const own = typeof namespace === 'string' ? (known.get(namespace) ?? {}) : namespace;
  return {
    peer: { namespace, labels },
    pods: { namespace: name, labels: [labels], ports: [], hostNetwork: false },
    namespaceLabels: { ...own, [namespaceNameLabel]: name },
  };
}

function formatLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

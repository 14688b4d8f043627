import type { Field } from '../../manifest/objects/field';
import { matchesSelector, parseLabelSelector, type Labels } from '../../manifest/objects/label-selector';
import type { PodTerm } from './pod';

/** Labels of a namespace; undefined where the tree does not have it. */
export type NamespaceLabels = (namespace: string) => Labels | undefined;

/** Reads the terms of a required pod affinity or anti-affinity. */
export function readPodTerms(
  terms: Field,
  pod: { readonly namespace: string; readonly labels: Labels; readonly namespaceLabels: NamespaceLabels },
): readonly PodTerm[] {
  return terms.items().map((term) => ({
    topologyKey: term.at('topologyKey').text ?? '',
    selects: selectionOf(term, pod),
  }));
}

function selectionOf(term: Field, pod: Parameters<typeof readPodTerms>[1]): PodTerm['selects'] {
  const selector = parseLabelSelector(term.at('labelSelector').value);
  if (selector === undefined) return () => false;
  const isNear = namespacesOf(term, pod);
  const same = valuesOf(term.at('matchLabelKeys'), pod.labels);
  const other = valuesOf(term.at('mismatchLabelKeys'), pod.labels);
  return (namespace, labels) =>
    isNear(namespace) &&
    matchesSelector(selector, labels) &&
    same.every(([key, value]) => labels[key] === value) &&
    other.every(([key, value]) => labels[key] !== value);
}

/** The namespaces that a term names, those that its selector takes, or the pod's own where it says neither. */
function namespacesOf(term: Field, { namespace, namespaceLabels }: Parameters<typeof readPodTerms>[1]) {
  const named = term
    .at('namespaces')
    .items()
    .map(({ text }) => text);
  const selector = parseLabelSelector(term.at('namespaceSelector').value);
  if (named.length === 0 && selector === undefined) return (other: string) => other === namespace;
  return (other: string) =>
    named.includes(other) || (selector !== undefined && matchesSelector(selector, namespaceLabels(other) ?? {}));
}

function valuesOf(keys: Field, labels: Labels): readonly (readonly [key: string, value: string])[] {
  return keys.items().flatMap(({ text }) => {
    const value = text === undefined ? undefined : labels[text];
    return text === undefined || value === undefined ? [] : [[text, value] as const];
  });
}

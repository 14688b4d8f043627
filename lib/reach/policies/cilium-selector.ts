import type { LabelSelector, LabelSelectorRequirement } from '../../manifest/objects/label-selector';
import { ciliumClusterLabel } from '../space/cilium-labels';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';
import type { PodSelection } from './policy';

const podNamespaceKey = 'io.kubernetes.pod.namespace';
const namespaceLabelPrefix = 'io.cilium.k8s.namespace.labels.';

/**
 * The pods that a Cilium endpoint selector takes. Cilium puts a pod's namespace and its labels among the labels of the
 * pod; a selector of a namespaced policy stays in the policy's namespace unless it names another.
 */
export function readCiliumSelection(
  selector: LabelSelector,
  namespace: string | undefined,
  role: 'subject' | 'peer',
): PodSelection {
  const requirements = allRequirements(selector)
    .map((requirement) => ({ ...requirement, key: withoutSource(requirement.key) }))
    .filter((requirement) => !isAboutCluster(requirement));
  const ofNamespace = requirements.filter(({ key }) => namespaceKey(key) !== undefined);
  const ofPod = requirements.filter(({ key }) => namespaceKey(key) === undefined);
  const namespaces: LabelSelector = {
    matchExpressions: ofNamespace.map((requirement) => ({ ...requirement, key: namespaceKey(requirement.key) ?? '' })),
  };
  const own = namespace !== undefined && (role === 'subject' || ofNamespace.length === 0);
  return { namespaces: own ? namespace : namespaces, pods: { matchExpressions: ofPod } };
}

/** Whether a selector is about what Cilium reserves names for: the host, the world, its own health checks. */
export function selectsReserved(selector: LabelSelector): boolean {
  return allRequirements(selector).some(({ key }) => key.startsWith('reserved:') || key.startsWith('reserved.'));
}

/** Whether a selector is about pods of another cluster of a mesh of clusters, or of one whose name is not known here. */
export function selectsOtherCluster(selector: LabelSelector): boolean {
  return allRequirements(selector)
    .map((requirement) => ({ ...requirement, key: withoutSource(requirement.key) }))
    .some((requirement) => isAboutCluster(requirement) && !isOwnCluster(requirement));
}

function isAboutCluster({ key }: LabelSelectorRequirement): boolean {
  return key === ciliumClusterLabel;
}

/** A cluster that nobody named is called `default`. */
function isOwnCluster({ operator, values = [] }: LabelSelectorRequirement): boolean {
  return operator === 'Exists' || (operator === 'In' && values.every((value) => value === 'default'));
}

function allRequirements({ matchLabels = {}, matchExpressions = [] }: LabelSelector): LabelSelectorRequirement[] {
  const labels = Object.entries(matchLabels).map(([key, value]): LabelSelectorRequirement => {
    return { key, operator: 'In', values: [value] };
  });
  return [...labels, ...matchExpressions];
}

/** The key that Cilium checks: the source of a label is a part of its prefix. */
export function ciliumKey(key: string): string {
  return key.replace(/^([a-z0-9-]+):/, '$1.');
}

/** Keys may say where a label comes from: `k8s:app`, `any:app`, or `any.app` as Cilium itself writes it. */
function withoutSource(key: string): string {
  return key.replace(/^(k8s|any)[:.]/, '');
}

function namespaceKey(key: string): string | undefined {
  if (key === podNamespaceKey) return namespaceNameLabel;
  return key.startsWith(namespaceLabelPrefix) ? key.slice(namespaceLabelPrefix.length) : undefined;
}

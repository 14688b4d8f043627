import type { PodsAt } from '../../fleet/network-facts';
import { matchesSelector, type Labels } from '../../manifest/objects/label-selector';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';
import type { PodSelection } from '../../reach/policies/policy';

/** Whether a policy means pods that are not in the tree, and of which it is known where they run and with which labels. */
export function selectsPodsAt(
  { namespaces, pods }: PodSelection,
  { namespace, podLabels }: Pick<PodsAt, 'namespace' | 'podLabels'>,
  namespaceLabels: Labels = { [namespaceNameLabel]: namespace },
): boolean {
  const isThere =
    typeof namespaces === 'string' ? namespaces === namespace : matchesSelector(namespaces, namespaceLabels);
  return isThere && matchesSelector(pods, podLabels);
}

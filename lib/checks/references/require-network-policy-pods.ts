import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { parseLabelSelector } from '../../manifest/objects/label-selector';
import { replicasSelectedBy } from '../../manifest/pods/replicas-selected';
import { requirementsOf } from '../../manifest/pods/selects-pod';
import type { CheckContext } from '../check';
import type { Check } from '../check';
import type { Problem } from '../finding';
import { unseenPods } from './unseen-pods';

/** A NetworkPolicy selects a Pod, and so does each of its peers that names Pods of the same namespace. */
export const requireNetworkPolicyPods: Check = {
  id: 'require-network-policy-pods',
  severity: 'warning',
  profile: 'baseline',
  why:
    'A policy that selects nothing isolates nothing: the Pods that it was written for stay open. ' +
    'A peer that selects nothing allows nothing: the connection that it was written for is dropped.',
  kinds: ['networking.k8s.io/NetworkPolicy'],
  run: function* ({ manifest }, context) {
    const spec = Field.root(manifest).at('spec');
    const namespace = namespaceOf(manifest);
    yield* selectingNothing(spec.at('podSelector'), namespace, context);
    const peers = [
      ...spec
        .at('ingress')
        .items()
        .flatMap((rule) => rule.at('from').items()),
      ...spec
        .at('egress')
        .items()
        .flatMap((rule) => rule.at('to').items()),
    ];
    for (const peer of peers) {
      if (!peer.at('namespaceSelector').isSet) yield* selectingNothing(peer.at('podSelector'), namespace, context);
    }
  },
};

function* selectingNothing(field: Field, namespace: string, { manifests }: CheckContext): Iterable<Problem> {
  const selector = parseLabelSelector(field.value);
  if (selector === undefined || replicasSelectedBy(manifests, namespace, selector).length > 0) return;
  if (requirementsOf(selector).length === 0) return;
  const unseen = unseenPods(field.path, selector, namespace, manifests);
  if (unseen === 'selected') return;
  yield (
    unseen ?? {
      path: field.path,
      message: `Invalid value: ${JSON.stringify(field.value)}: selects no Pod in namespace ${namespace}`,
      fix: 'select the labels of the pod template that is meant, or remove the rule',
    }
  );
}

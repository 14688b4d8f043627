import { autoscalersOf } from '../../manifest/pods/autoscalers';
import { Field } from '../../manifest/objects/field';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { quorumStoreOf } from '../../products/quorum-stores';
import type { Check } from '../check';
import { forbidden } from '../field-error';

/** No autoscaler decides how many members of a quorum there are. */
export const noAutoscalerOnQuorum: Check = {
  id: 'no-autoscaler-on-quorum',
  severity: 'error',
  profile: 'baseline',
  why:
    'A member that is scaled away still counts for the majority until it is removed from the membership: after some of ' +
    'them the others can agree on nothing any more. Even numbers of members tolerate no more than odd ones below.',
  assumptions: ['Members are known by the label that this library gives them, or by the name of a known image.'],
  kinds: ['apps/StatefulSet'],
  run: function* (object, { manifests }) {
    const pod = podTemplateOf(object);
    const saidBy = pod === undefined ? undefined : quorumStoreOf(pod);
    if (saidBy === undefined) return;
    for (const { object: scaler } of autoscalersOf(manifests, object).filter(
      ({ direction }) => direction === 'horizontal',
    ))
      yield forbidden(
        Field.root(object.manifest).at('spec', 'replicas'),
        `${formatIdentity(identityOf(scaler.manifest))} scales it, and its Pods agree by majority (${saidBy})`,
        'remove the autoscaler, and change replicas together with the membership',
      );
  },
};

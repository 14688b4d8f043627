import { autoscalersOf } from '../../manifest/pods/autoscalers';
import { Field } from '../../manifest/objects/field';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { scalableKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { forbidden } from '../field-error';

/** A workload that is scaled horizontally does not set `spec.replicas`. */
export const noReplicasWithAutoscaler: Check = {
  id: 'no-replicas-with-autoscaler',
  severity: 'error',
  profile: 'baseline',
  why: 'Every sync of the manifests would reset the number of Pods that the autoscaler chose.',
  kinds: scalableKinds,
  run: function* (object, { manifests }) {
    const replicas = Field.root(object.manifest).at('spec', 'replicas');
    if (!replicas.isSet) return;
    const scaler = autoscalersOf(manifests, object).find(({ direction }) => direction === 'horizontal');
    if (scaler === undefined) return;
    const name = formatIdentity(identityOf(scaler.object.manifest));
    yield forbidden(replicas, `${name} decides the number of Pods`, 'leave replicas out');
  },
};

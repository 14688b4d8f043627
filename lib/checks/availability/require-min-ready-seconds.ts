import { Field } from '../../manifest/objects/field';
import { replicaRangeOf } from '../../manifest/pods/replica-range';
import type { Check } from '../check';

/** A rollout waits a while for each new Pod to prove itself. */
export const requireMinReadySeconds: Check = {
  id: 'require-min-ready-seconds',
  severity: 'info',
  profile: 'strict',
  why: 'A Pod that gets ready and crashes some seconds later has by then replaced a good one, in every Pod of the workload.',
  kinds: ['apps/Deployment', 'apps/StatefulSet'],
  run: function* (object, { manifests }) {
    const field = Field.root(object.manifest).at('spec', 'minReadySeconds');
    if ((field.number ?? 0) > 0 || replicaRangeOf(manifests, object).minimum < 2) return;
    yield {
      path: field.path,
      message: 'Required value: a Pod counts as available from its first ready second',
      fix: 'set it to 10 seconds or more',
    };
  },
};

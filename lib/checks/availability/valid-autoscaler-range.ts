import { Field } from '../../manifest/objects/field';
import { horizontalKind, horizontalKinds } from '../../manifest/pods/autoscaler-kinds';
import type { Check } from '../check';

/** An autoscaler has a range to scale in, with an end that was thought about. */
export const validAutoscalerRange: Check = {
  id: 'valid-autoscaler-range',
  severity: 'warning',
  profile: 'production',
  why: 'Where minimum and maximum are the same nothing is ever scaled; without a maximum a burst fills the cluster.',
  kinds: horizontalKinds,
  run: function* ({ manifest }) {
    const range = horizontalKind(manifest)?.range;
    if (range === undefined) return;
    const spec = Field.root(manifest).at('spec');
    const minimum = spec.at(range.minimum).number ?? range.defaultMinimum;
    const maximum = spec.at(range.maximum);
    if (maximum.number === minimum) {
      const message = `Invalid value: ${maximum.number}: is the minimum as well, so that nothing is ever scaled`;
      yield { path: maximum.path, message, fix: 'raise it, or set replicas of the workload and remove the autoscaler' };
    }
    if (manifest.kind === 'ScaledObject' && !maximum.isSet) {
      const message = 'Required value: KEDA scales to 100 where nothing is said';
      yield { path: maximum.path, message, fix: 'say how many Pods the cluster and what they talk to can bear' };
    }
  },
};

import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

/** A CronJob says how late a run is still worth starting. */
export const requireStartingDeadline: Check = {
  id: 'require-starting-deadline',
  severity: 'info',
  profile: 'strict',
  why: 'After an outage of the control plane, or a suspension, the run that was missed starts at whatever time it is then.',
  kinds: ['batch/CronJob'],
  run: function* ({ manifest }) {
    const field = Field.root(manifest).at('spec', 'startingDeadlineSeconds');
    if (field.isSet) return;
    const message = 'Required value: a missed run starts however late it is';
    yield { path: field.path, message, fix: 'say how many seconds late a run may start' };
  },
};

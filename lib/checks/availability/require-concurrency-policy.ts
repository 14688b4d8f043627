import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

/** A CronJob says what happens when its last run has not ended. */
export const requireConcurrencyPolicy: Check = {
  id: 'require-concurrency-policy',
  severity: 'warning',
  profile: 'production',
  why: 'Runs that take longer than the schedule pile up: each slows the others down, until they fill the cluster.',
  kinds: ['batch/CronJob'],
  run: function* ({ manifest }) {
    const field = Field.root(manifest).at('spec', 'concurrencyPolicy');
    if (field.isSet) return;
    yield {
      path: field.path,
      message: 'Required value: runs overlap where nothing is said (Allow)',
      fix: 'set Forbid or Replace, or Allow where overlapping is meant',
    };
  },
};

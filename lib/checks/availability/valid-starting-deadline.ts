import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

/** The controller looks at CronJobs this often. */
const interval = 10;

/** A CronJob may start later than the moment of its schedule. */
export const validStartingDeadline: Check = {
  id: 'valid-starting-deadline',
  severity: 'error',
  profile: 'baseline',
  why: 'The controller looks every 10 seconds: with a shorter deadline, a run may always be too late.',
  kinds: ['batch/CronJob'],
  run: function* ({ manifest }) {
    const field = Field.root(manifest).at('spec', 'startingDeadlineSeconds');
    if (field.number === undefined || field.number >= interval) return;
    const message = `Invalid value: ${field.number}: runs may never start with less than ${interval} seconds`;
    yield { path: field.path, message, fix: 'use a minute or more' };
  },
};

import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

/** A job says after which time it has failed. */
export const requireJobDeadline: Check = {
  id: 'require-job-deadline',
  severity: 'info',
  profile: 'strict',
  why: 'A job that hangs keeps its Pods, its locks and, with Forbid, every later run of its CronJob.',
  kinds: ['batch/CronJob', 'batch/Job'],
  run: function* ({ manifest }) {
    const steps = manifest.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec'] : ['spec'];
    const spec = Field.root(manifest).at(...steps);
    const field = spec.at('activeDeadlineSeconds');
    if (field.isSet || spec.at('template', 'spec', 'activeDeadlineSeconds').isSet) return;
    yield {
      path: field.path,
      message: 'Required value: the job may run for ever',
      fix: 'set it well above the longest run',
    };
  },
};

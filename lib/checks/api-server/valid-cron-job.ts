import { isAtLeast } from '../../fleet/kubernetes-version';
import { Field } from '../../manifest/objects/field';
import { timeZoneFix } from '../../fleet/time-zone-fix';
import type { Check } from '../check';
import { emptyText, invalid, negative } from '../field-error';
import type { Problem } from '../finding';
import { cronScheduleError } from '../../manifest/grammar/cron-schedule';
import { timeZoneError } from '../../manifest/grammar/time-zone';

/** The schedule of a CronJob can be read, and its time zone exists. */
export const validCronJob: Check = {
  id: 'valid-cron-job',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the CronJob: it would never run, or at another time than was meant.',
  kinds: ['batch/CronJob'],
  run: function* ({ manifest }, { cluster }) {
    const spec = Field.root(manifest).at('spec');
    yield* scheduleProblems(spec.at('schedule'));
    // Version 1.28 takes them and warns.
    if (isAtLeast(cluster.kubernetesVersion, '1.29')) yield* zoneInSchedule(spec.at('schedule'));
    const timeZone = spec.at('timeZone');
    const { text: zone } = timeZone;
    const error = zone === undefined ? undefined : timeZoneError(zone);
    if (zone !== undefined && error !== undefined) yield invalid(timeZone, error, timeZoneFix(zone));
    for (const name of ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit']) {
      yield* negative(spec.at(name));
    }
  },
};

function* scheduleProblems(schedule: Field): Iterable<Problem> {
  yield* emptyText(schedule, 'say when the Job runs');
  if (schedule.text === undefined || schedule.text === '') return;
  const error = cronScheduleError(schedule.text);
  if (error !== undefined) yield invalid(schedule, error, 'write minute, hour, day of month, month, day of week');
}

function* zoneInSchedule(schedule: Field): Iterable<Problem> {
  if (schedule.text?.includes('TZ') === true) {
    const rule = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
    yield invalid(schedule, rule, 'move the time zone into timeZone');
  }
}

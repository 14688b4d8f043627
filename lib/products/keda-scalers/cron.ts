import { timeZoneFix } from '../../fleet/time-zone-fix';
import { cronScheduleError } from '../../manifest/grammar/cron-schedule';
import { timeZoneError } from '../../manifest/grammar/time-zone';
import { integer, required, text } from './metadata-field';
import type { Scaler } from './scaler';

/** A number of replicas between two times of the day. */
export const cron = {
  type: 'cron',
  fields: {
    /** Time zone by its name: `Europe/Berlin`. */
    timezone: required(text),
    /** When the time begins: five fields, as of a CronJob. */
    start: required(text),
    /** When it ends. */
    end: required(text),
    /** Replicas during that time. At least 1. */
    desiredReplicas: required(integer),
  },
  rules: [
    ({ value }) => {
      const zone = value('timezone');
      const error = zone === undefined ? undefined : timeZoneError(zone);
      return zone === undefined || error === undefined
        ? undefined
        : { field: 'timezone', message: `Invalid value: "${zone}": ${error}`, fix: timeZoneFix(zone) };
    },
    ({ value }) =>
      value('start') !== undefined && value('start') === value('end')
        ? {
            field: 'end',
            message: `Invalid value: "${value('end')}": start is the same time`,
            fix: 'let it end at another time',
          }
        : undefined,
    ({ value }) =>
      Number(value('desiredReplicas') ?? '1') < 1
        ? {
            field: 'desiredReplicas',
            message: `Invalid value: "${value('desiredReplicas')}": must be at least 1`,
            fix: 'say the replicas during that time',
          }
        : undefined,
    cronFields('start'),
    cronFields('end'),
  ],
} satisfies Scaler;

function cronFields(field: string): NonNullable<Scaler['rules']>[number] {
  return ({ value }) => {
    const written = value(field);
    if (written === undefined) return undefined;
    // KEDA reads exactly five fields, without names such as @daily.
    if (!/^\S+(\s+\S+){4}$/.test(written.trim()))
      return {
        field,
        message: `Invalid value: "${written}": must be five fields: minute, hour, day, month, weekday`,
        fix: "write it as '0 8 * * 1-5'",
      };
    const error = cronScheduleError(written);
    return error === undefined
      ? undefined
      : { field, message: `Invalid value: "${written}": ${error}`, fix: "write it as '0 8 * * 1-5'" };
  };
}

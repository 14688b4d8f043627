import { Duration } from 'cdk8s';
import { cronScheduleError } from '../manifest/grammar/cron-schedule';
import { formatGoDuration } from '../manifest/grammar/format-go-duration';
import { dnsLabel } from './name-rules';
import { fields, flag, mustBe, nonEmpty, oneOf, type Shape } from './shape';
import { timeZoneFix } from './time-zone-fix';
import { written } from './written-value';

/** A time in which Argo CD may sync, or must not. */
export interface SyncWindow {
  /** Whether it syncs in this time alone, or not in this time. Emitted as `kind`. */
  readonly kind: 'allow' | 'deny';
  /** When it begins, in five fields of cron. Emitted as `schedule`. */
  readonly schedule: string;
  /** How long it lasts. Emitted as `duration`. */
  readonly duration: Duration;
  /** Zone of the schedule, by its name in the IANA list. Emitted as `timeZone`. @default UTC, Argo CD's own */
  readonly timeZone?: string;
  /** Whether a person may sync nevertheless. Emitted as `manualSync`. @default false, Argo CD's own */
  readonly manualSync?: boolean;
  /** Namespaces whose Applications it is about. @default all, and objects without a namespace */
  readonly namespaces?: readonly string[];
}

/** A window as an inventory keeps it. */
export interface SyncWindowFact extends Omit<SyncWindow, 'duration'> {
  /** As Go writes a duration: `2h0m0s`. */
  readonly duration: string;
}

const schedule: Shape = (value, path) => {
  if (typeof value !== 'string') return mustBe(path, value, 'a schedule of cron');
  // Argo CD knows neither `@daily` nor a zone in front.
  const error = /^(@|TZ=|CRON_TZ=)/.test(value)
    ? 'expected exactly 5 fields, and a zone in timeZone'
    : cronScheduleError(value);
  return error === undefined
    ? undefined
    : {
        path,
        message: `Invalid value: ${written(value)}: ${error}`,
        fix: 'write minute, hour, day, month and day of the week, such as "0 22 * * *"',
      };
};

const goDuration: Shape = (value, path) =>
  typeof value === 'string' && /^(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?$/.test(value) && /[1-9]/.test(value)
    ? undefined
    : mustBe(path, value, 'a Duration of at least a second', 'write Duration.hours(2)');

const timeZone: Shape = (value, path) => {
  if (typeof value !== 'string') return mustBe(path, value, 'the name of a time zone', 'write "Europe/Berlin"');
  const isKnown = value === 'UTC' || value === 'Etc/UTC' || Intl.supportedValuesOf('timeZone').includes(value);
  return isKnown
    ? undefined
    : { path, message: `Invalid value: ${written(value)}: no such time zone`, fix: timeZoneFix(value) };
};

export const syncWindowShape = fields({
  kind: oneOf('allow', 'deny'),
  schedule,
  duration: goDuration,
  'timeZone?': timeZone,
  'manualSync?': flag,
  'namespaces?': nonEmpty(dnsLabel, 'at least one namespace'),
});

/** Windows in plain data; what is none stays wrong, for the shape to say so. */
export function syncWindowFacts(windows: readonly (SyncWindow | SyncWindowFact)[]): readonly SyncWindowFact[] {
  return [windows].flat().map((window) => {
    const { duration, ...others } = { ...window };
    return { ...others, duration: durationText(duration) };
  });
}

function durationText(given: unknown): string {
  if (!(given instanceof Duration)) return typeof given === 'string' ? given : written(given);
  const seconds = given.toSeconds({ integral: false });
  return Number.isInteger(seconds) ? formatGoDuration(seconds) : `${seconds}s`;
}

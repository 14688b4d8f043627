import { CelError, noSuchOverload } from '../cel-error';
import { CelDuration, CelTimestamp } from '../values/cel-scalars';
import type { CelValue } from '../values/cel-value';
import { text } from '../values/operands';
import type { CelFunction, CelLibrary } from './cel-function';

/** Parts of timestamps and durations. */
export const times: CelLibrary = {
  methods: {
    getDate: ofDate((date) => date.getUTCDate()),
    getDayOfMonth: ofDate((date) => date.getUTCDate() - 1),
    getDayOfWeek: ofDate((date) => date.getUTCDay()),
    getDayOfYear: ofDate((date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000)),
    getFullYear: ofDate((date) => date.getUTCFullYear()),
    getHours: ofTime((date) => date.getUTCHours(), 3_600_000_000_000n),
    getMilliseconds: (value, zone) =>
      value instanceof CelDuration
        ? value.nanos / 1_000_000n
        : ofDate((date) => date.getUTCMilliseconds())(value, ...zoneOf(zone)),
    getMinutes: ofTime((date) => date.getUTCMinutes(), 60_000_000_000n),
    getMonth: ofDate((date) => date.getUTCMonth()),
    getSeconds: ofTime((date) => date.getUTCSeconds(), 1_000_000_000n),
  },
};

function ofDate(part: (date: Date) => number): CelFunction {
  return (value, zone) => {
    if (!(value instanceof CelTimestamp)) throw noSuchOverload();
    const date = new Date(Number(wholeMillis(value.nanos)));
    return BigInt(part(new Date(date.getTime() + zoneMillis(date, zone))));
  };
}

/** Before 1970 too, a moment belongs to the millisecond that it is in. */
function wholeMillis(nanos: bigint): bigint {
  return (nanos - (((nanos % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n;
}

function ofTime(part: (date: Date) => number, unit: bigint): CelFunction {
  return (value, zone) =>
    value instanceof CelDuration ? value.nanos / unit : ofDate(part)(value ?? null, ...zoneOf(zone));
}

function zoneOf(zone: CelValue | undefined): CelValue[] {
  return zone === undefined ? [] : [zone];
}

function zoneMillis(date: Date, zone: CelValue | undefined): number {
  if (zone === undefined) return 0;
  const name = text(zone);
  const offset = /^[+-]?\d{2}:\d{2}$/.test(name) ? name : offsetOf(date, name);
  const [, sign, hours = '', minutes = ''] = /^([+-])?(\d{2}):(\d{2})/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The offset of a named time zone at some moment, such as `-05:00`. */
function offsetOf(date: Date, timeZone: string): string {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    return format.format(date).split('GMT')[1] ?? '';
  } catch {
    throw new CelError(`unknown time zone ${timeZone}`);
  }
}

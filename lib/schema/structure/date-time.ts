const grammar = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})$/;

/** A moment, and the offset from UTC that it was written with. */
export interface Moment {
  /** Since 1970. */
  readonly nanos: bigint;
  readonly offsetMinutes: number;
}

/** Reads a date and time in the form of RFC 3339; undefined when there is no such moment. */
export function parseDateTime(text: string): Moment | undefined {
  const match = grammar.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone = ''] = match;
  const millis = midnight(Number(year), Number(month), Number(day));
  if (millis === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const offset = zoneMinutes(zone);
  if (offset === undefined) return undefined;
  const seconds = millis / 1000 + Number(hour) * 3600 + (Number(minute) - offset) * 60 + Number(second);
  const nanos = BigInt(seconds) * 1_000_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  return { nanos, offsetMinutes: offset };
}

/** Nanoseconds since 1970 of the beginning of a day, such as `2026-02-28`; undefined when there is no such day. */
export function parseDate(text: string): bigint | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const millis = midnight(Number(match[1]), Number(match[2]), Number(match[3]));
  return millis === undefined ? undefined : BigInt(millis) * 1_000_000n;
}

function midnight(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isSameDay = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isSameDay ? date.getTime() : undefined;
}

function zoneMinutes(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  if (hours > 24 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

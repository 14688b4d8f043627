import { withoutTrailing } from '../../../manifest/objects/trailing';
import type { CelTimestamp } from '../values/cel-scalars';

const nanosPerSecond = 1_000_000_000n;

/** Text of a double as Go prints it with the fewest digits: `1e+06`, `0.0001`. */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [mantissa = '', power = ''] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** Seconds with as many digits as a double has: `90.5s`. */
export function formatDuration(nanos: bigint): string {
  const seconds = Number(nanos / nanosPerSecond) + Number(nanos % nanosPerSecond) / Number(nanosPerSecond);
  const [, digits = '', power = ''] = /^-?([\d.]+)e([+-]\d+)$/.exec(seconds.toExponential()) ?? [];
  return `${seconds.toFixed(Math.max(0, digits.replace('.', '').length - 1 - Number(power)))}s`;
}

/** A moment as RFC 3339 has it, with the offset that it was written with. */
export function formatTimestamp({ nanos, offsetMinutes }: CelTimestamp): string {
  const seconds = wholeSeconds(nanos);
  const local = new Date((Number(seconds) + offsetMinutes * 60) * 1000).toISOString().replace(/\.000Z$/, '');
  const digits = withoutTrailing((nanos - seconds * nanosPerSecond).toString().padStart(9, '0'), '0');
  return `${local}${digits === '' ? '' : `.${digits}`}${formatOffset(offsetMinutes)}`;
}

/** Seconds since 1970 of the second that a moment is in, also before 1970. */
export function wholeSeconds(nanos: bigint): bigint {
  const fraction = ((nanos % nanosPerSecond) + nanosPerSecond) % nanosPerSecond;
  return (nanos - fraction) / nanosPerSecond;
}

function formatOffset(minutes: number): string {
  if (minutes === 0) return 'Z';
  const magnitude = Math.abs(minutes);
  const [hours, rest] = [Math.floor(magnitude / 60), magnitude % 60].map((part) => String(part).padStart(2, '0'));
  return `${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}

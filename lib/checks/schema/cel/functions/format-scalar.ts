/** Text of a double as Go prints it with the fewest digits: `1e+21`, `0.000001`. */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const [mantissa = '', exponent] = value.toString().split('e');
  if (exponent === undefined) return mantissa;
  return `${mantissa}e${exponent.startsWith('-') ? '-' : '+'}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`;
}

/** Seconds with a fraction: `90.5s`. */
export function formatDuration(nanos: bigint): string {
  return `${decimal(nanos)}s`;
}

/** A moment as RFC 3339 has it, in UTC. */
export function formatTimestamp(nanos: bigint): string {
  const fraction = ((nanos % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const seconds = (nanos - fraction) / 1_000_000_000n;
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const digits = fraction.toString().padStart(9, '0').replace(/0+$/, '');
  return `${whole}${digits === '' ? '' : `.${digits}`}Z`;
}

function decimal(nanos: bigint): string {
  const magnitude = nanos < 0n ? -nanos : nanos;
  const digits = (magnitude % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  return `${nanos < 0n ? '-' : ''}${magnitude / 1_000_000_000n}${digits === '' ? '' : `.${digits}`}`;
}

const unitNanos: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const grammar = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
const largest = 2n ** 63n - 1n;

/** A duration such as `1h30m` in nanoseconds, read as Go does; undefined when Go would refuse it. */
export function parseGoDuration(text: string): bigint | undefined {
  if (/^[+-]?0$/.test(text)) return 0n;
  if (!grammar.test(text)) return undefined;
  let nanos = 0n;
  for (const [, amount = '', unit = ''] of text.replace(/^[+-]/, '').matchAll(/([\d.]+)([a-zµμ]+)/gy)) {
    const [whole = '', fraction = ''] = amount.split('.');
    const perUnit = unitNanos[unit] ?? 0n;
    const significant = whole.replace(/^0+/, '');
    // No such number fits, and to read it would take long.
    if (significant.length > 20) return undefined;
    nanos += BigInt(significant) * perUnit;
    // Go reads a fraction by floating point, which keeps more digits than a nanosecond has.
    const digits = fraction.slice(0, 18);
    nanos += (BigInt(digits === '' ? '0' : digits) * perUnit) / 10n ** BigInt(digits.length);
    if (nanos > largest) return undefined;
  }
  return text.startsWith('-') ? -nanos : nanos;
}

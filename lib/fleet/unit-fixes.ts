/** `'30s'` and `30` as the call that makes a Duration of them. */
export function durationFix(value: unknown): string {
  const units = { ms: 'millis', s: 'seconds', m: 'minutes', h: 'hours', d: 'days' } as const;
  const [, amount, unit] = (typeof value === 'string' && /^(\d+)(ms|[smhd])$/.exec(value)) || [];
  const method = Object.entries(units).find(([name]) => name === unit)?.[1];
  if (amount !== undefined && method !== undefined) return `Duration.${method}(${amount})`;
  return `Duration.seconds(${typeof value === 'number' ? value : '…'}), or one of another unit`;
}

/** `'8Gi'` and `8` as the call that makes a Size of them. */
export function sizeFix(value: unknown): string {
  const units = { Ki: 'kibibytes', Mi: 'mebibytes', Gi: 'gibibytes', Ti: 'tebibytes', Pi: 'pebibytes' } as const;
  const [, amount, unit] = (typeof value === 'string' && /^(\d+)([KMGTP]i)$/.exec(value)) || [];
  const method = Object.entries(units).find(([name]) => name === unit)?.[1];
  if (amount !== undefined && method !== undefined) return `Size.${method}(${amount})`;
  return `Size.gibibytes(${typeof value === 'number' ? value : '…'}), or one of another unit`;
}

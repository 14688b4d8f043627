const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration as Linkerd's annotations write it, in milliseconds; or why it is none. */
export function parseLinkerdDuration(text: string): number | string {
  const match = /^(\d+)([a-z]*)$/.exec(text.trim());
  const [, magnitude, unit = ''] = match ?? [];
  if (magnitude === undefined) return 'must be a whole number with a unit, such as 500ms or 10s';
  if (unit === '' && Number(magnitude) === 0) return 0;
  const factor = milliseconds[unit];
  if (factor === undefined) return `must have one of the units ${Object.keys(milliseconds).join(', ')}`;
  return Number(magnitude) * factor;
}

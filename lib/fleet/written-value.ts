import { isPlainMap } from './is-plain-map';

/** What to write instead of a text where a number belongs. */
export function numberFix(value: unknown): string {
  return typeof value === 'string' && value !== '' && Number.isFinite(Number(value))
    ? `write ${Number(value)}, without quotes`
    : 'write a number';
}

/** What to write where a map with some required fields belongs. */
export function mapFix(required: readonly string[]): string {
  return required.length === 0
    ? 'write a map: { … }'
    : `write a map: { ${required.map((name) => `${name}: …`).join(', ')} }`;
}

/** A value as a problem shows it. */
export function written(value: unknown): string {
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return 'a symbol';
  return typeof value === 'object' && value !== null && !isPlainMap(value) && !Array.isArray(value)
    ? `a ${value.constructor.name || 'map with a prototype'}`
    : (JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one)) ?? 'undefined');
}

/** As it would stand in quotes; nothing of what has no short form. */
export function writtenBare(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' ? String(value) : '';
}

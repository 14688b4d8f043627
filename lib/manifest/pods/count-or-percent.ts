import type { JsonValue } from '../objects/json';

/**
 * What an integer or a percentage (`"25%"`) comes to, rounded up as disruption budgets do.
 * Undefined for anything else.
 */
export function scaleCountOrPercent(value: JsonValue | undefined, of: number): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^\d+%$/.test(value)) return undefined;
  return Math.ceil((Number(value.slice(0, -1)) * of) / 100);
}

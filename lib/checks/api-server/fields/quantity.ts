import type { Field } from '../../../manifest/objects/field';
import { parseQuantity, type Quantity } from '../../../manifest/objects/quantity';

/** The amount that a field holds; undefined where it holds none, which the schema check reports. */
export function quantityOf({ value }: Field): Quantity | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;
}

/** An amount as it is written: `1500m`, and `2` for the number 2. */
export function amountText({ value }: Field): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}

import { noSuchOverload } from '../cel-error';
import { CelDuration, CelTimestamp } from './cel-scalars';
import type { CelValue } from './cel-value';
import { numeric } from './equal';

/** Below zero when `left < right`, zero when neither is smaller; NaN when a number is none. */
export function celCompare(left: CelValue, right: CelValue): number {
  const [leftNumber, rightNumber] = [numeric(left), numeric(right)];
  if (leftNumber !== undefined && rightNumber !== undefined) return order(leftNumber, rightNumber);
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left instanceof CelTimestamp && right instanceof CelTimestamp) return order(left.nanos, right.nanos);
  if (left instanceof CelDuration && right instanceof CelDuration) return order(left.nanos, right.nanos);
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right);
  throw noSuchOverload();
}

function order(left: bigint | number, right: bigint | number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return left == right ? 0 : NaN; // eslint-disable-line eqeqeq
}

/** By Unicode characters, as Go does; JavaScript compares halves of characters. */
function compareText(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8'));
}

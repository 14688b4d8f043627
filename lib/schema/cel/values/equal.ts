import { appendTo } from '../../../manifest/objects/append-to';
import { CelAddress } from './cel-address';
import { CelFormat } from './cel-format';
import { CelList, itemKey } from './cel-list';
import { CelMap } from './cel-map';
import { CelNetwork } from './cel-network';
import { CelQuantity } from './cel-quantity';
import { CelDuration, CelOptional, CelTimestamp, CelTypeValue, CelUint } from './cel-scalars';
import { CelSemver } from './cel-semver';
import { CelUrl } from './cel-url';
import type { CelValue } from './cel-value';

/** Whether `left == right`. Numbers are equal across their types; values of other types never are. */
export function celEqual(left: CelValue, right: CelValue): boolean {
  if (left === right) return true;
  const [leftNumber, rightNumber] = [numeric(left), numeric(right)];
  // Compares a bigint with a number by value.
  if (leftNumber !== undefined && rightNumber !== undefined) return leftNumber == rightNumber; // eslint-disable-line eqeqeq
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (left instanceof Uint8Array) return right instanceof Uint8Array && Buffer.compare(left, right) === 0;
  if (left instanceof CelList) return right instanceof CelList && equalLists(left, right);
  if (left instanceof CelMap) return right instanceof CelMap && equalMaps(left, right);
  return equalOpaque(left, right);
}

/** The value of a number of whatever type. */
export function numeric(value: CelValue): bigint | number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return value instanceof CelUint ? value.value : undefined;
}

function equalLists(left: CelList, right: CelList): boolean {
  if (left.items.length !== right.items.length) return false;
  const { identity } = left;
  if (identity === undefined) {
    return left.items.every((item, index) => {
      const other = right.items[index];
      return other !== undefined && celEqual(item, other);
    });
  }
  const others = groupByKey(right.items, identity);
  return left.items.every((item) => others.get(itemKey(item, identity))?.some((other) => celEqual(item, other)));
}

function groupByKey(items: readonly CelValue[], identity: readonly string[]): ReadonlyMap<string, readonly CelValue[]> {
  const groups = new Map<string, CelValue[]>();
  for (const item of items) {
    const key = itemKey(item, identity);
    appendTo(groups, key, item);
  }
  return groups;
}

function equalMaps(left: CelMap, right: CelMap): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left.entries()) {
    const other = right.get(key);
    if (other === undefined || !celEqual(value, other)) return false;
  }
  return true;
}

type Opaque = Exclude<CelValue, null | boolean | bigint | number | string | Uint8Array | CelList | CelMap>;

function equalOpaque(left: Opaque, right: object): boolean {
  if (left instanceof CelTimestamp) return right instanceof CelTimestamp && left.nanos === right.nanos;
  if (left instanceof CelDuration) return right instanceof CelDuration && left.nanos === right.nanos;
  if (left instanceof CelTypeValue) return right instanceof CelTypeValue && left.name === right.name;
  if (left instanceof CelQuantity) return right instanceof CelQuantity && left.amount.compareTo(right.amount) === 0;
  if (left instanceof CelSemver) return right instanceof CelSemver && left.compareTo(right) === 0;
  if (left instanceof CelUrl) return right instanceof CelUrl && left.text === right.text;
  if (left instanceof CelFormat) return right instanceof CelFormat && left.name === right.name;
  if (left instanceof CelNetwork) return right instanceof CelNetwork && left.toString() === right.toString();
  if (left instanceof CelAddress) {
    return right instanceof CelAddress && left.family === right.family && left.bits === right.bits;
  }
  if (left instanceof CelOptional) {
    if (!(right instanceof CelOptional)) return false;
    if (left.value === undefined || right.value === undefined) return left.value === right.value;
    return celEqual(left.value, right.value);
  }
  return false;
}

import { CelError, noSuchOverload } from '../cel-error';
import { CelList, itemKey } from '../values/cel-list';
import { CelDuration, CelTimestamp, CelUint } from '../values/cel-scalars';
import type { CelValue } from '../values/cel-value';
import { celEqual } from '../values/equal';

type Arithmetic = '+' | '-' | '*' | '/' | '%';

const largestInt = 2n ** 63n - 1n;
const largestUint = 2n ** 64n - 1n;

/** `left + right` and the like. */
export function calculate(operator: Arithmetic, left: CelValue, right: CelValue): CelValue {
  if (typeof left === 'bigint' && typeof right === 'bigint') return asInt(integers(operator, left, right));
  if (left instanceof CelUint && right instanceof CelUint) return asUint(integers(operator, left.value, right.value));
  if (typeof left === 'number' && typeof right === 'number') return doubles(operator, left, right);
  if (operator === '+') return plus(left, right);
  if (operator === '-') return minus(left, right);
  throw noSuchOverload();
}

/** `-operand`. */
export function negate(operand: CelValue): CelValue {
  if (typeof operand === 'bigint') return asInt(-operand);
  if (typeof operand === 'number') return -operand;
  throw noSuchOverload();
}

/** An integer that must fit 64 bits. */
export function asInt(value: bigint): bigint {
  if (value > largestInt || value < -largestInt - 1n) throw new CelError('integer overflow');
  return value;
}

export function asUint(value: bigint): CelUint {
  if (value > largestUint || value < 0n) throw new CelError('unsigned integer overflow');
  return new CelUint(value);
}

function integers(operator: Arithmetic, left: bigint, right: bigint): bigint {
  if (right === 0n && operator === '/') throw new CelError('division by zero');
  if (right === 0n && operator === '%') throw new CelError('modulus by zero');
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}

function doubles(operator: Arithmetic, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      throw noSuchOverload();
  }
}

function plus(left: CelValue, right: CelValue): CelValue {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (left instanceof CelList && right instanceof CelList) return concatenate(left, right);
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.concat([left, right]);
  if (left instanceof CelDuration && right instanceof CelDuration)
    return new CelDuration(asInt(left.nanos + right.nanos));
  if (left instanceof CelTimestamp && right instanceof CelDuration) return later(left, right.nanos);
  if (left instanceof CelDuration && right instanceof CelTimestamp) return later(right, left.nanos);
  throw noSuchOverload();
}

function later({ nanos, offsetMinutes }: CelTimestamp, by: bigint): CelTimestamp {
  return new CelTimestamp(nanos + by, offsetMinutes);
}

function minus(left: CelValue, right: CelValue): CelValue {
  if (left instanceof CelDuration && right instanceof CelDuration)
    return new CelDuration(asInt(left.nanos - right.nanos));
  if (left instanceof CelTimestamp && right instanceof CelDuration) return later(left, -right.nanos);
  if (left instanceof CelTimestamp && right instanceof CelTimestamp)
    return new CelDuration(asInt(left.nanos - right.nanos));
  throw noSuchOverload();
}

/** A `set` takes in what it lacks; a `map` also replaces the items whose keys both have. */
function concatenate(left: CelList, right: CelList): CelList {
  const { identity } = left;
  if (identity === undefined) return new CelList([...left.items, ...right.items]);
  const items = [...left.items];
  for (const item of right.items) {
    const key = itemKey(item, identity);
    const known = items.findIndex((other) =>
      identity.length === 0 ? celEqual(other, item) : itemKey(other, identity) === key,
    );
    if (known === -1) items.push(item);
    else items[known] = item;
  }
  return new CelList(items, identity);
}

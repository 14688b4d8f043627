import { Quantity } from '../../../manifest/objects/quantity';
import { CelError } from '../cel-error';
import { CelQuantity, parseCelQuantity } from '../values/cel-quantity';
import { CelSemver, parseSemver } from '../values/cel-semver';
import type { CelValue } from '../values/cel-value';
import { bool, instance, text } from '../values/operands';
import type { CelLibrary } from './cel-function';

const nanosPerUnit = 1_000_000_000n;
const largestInt = 2n ** 63n - 1n;

/** Amounts of resources and semantic versions, which share the words for comparing. */
export const quantities: CelLibrary = {
  functions: {
    isQuantity: (value) => parseCelQuantity(text(value)) !== undefined,
    isSemver: (value, normalize = false) => parseSemver(text(value), bool(normalize)) !== undefined,
    quantity: (value) => {
      const parsed = parseCelQuantity(text(value));
      if (parsed === undefined) throw new CelError('quantities must match the regular expression');
      return parsed;
    },
    semver: (value, normalize = false) => {
      const parsed = parseSemver(text(value), bool(normalize));
      if (parsed === undefined) throw new CelError(`Invalid Semantic Version ${JSON.stringify(value)}`);
      return parsed;
    },
    // Documented as a method, and declared as a function.
    sign: (value) => BigInt(instance(value, CelQuantity).amount.compareTo(new Quantity(0n))),
  },
  methods: {
    add: (value, other) => sum(instance(value, CelQuantity), operand(other), 'plus'),
    asApproximateFloat: (value) => instance(value, CelQuantity).amount.toNumber(),
    asInteger: (value) => {
      const { amount, isInteger } = instance(value, CelQuantity);
      if (!isInteger) throw new CelError('cannot convert value to integer');
      return amount.nanos / nanosPerUnit;
    },
    compareTo: (value, other) => BigInt(compare(value, other)),
    isGreaterThan: (value, other) => compare(value, other) > 0,
    isInteger: (value) => instance(value, CelQuantity).isInteger,
    isLessThan: (value, other) => compare(value, other) < 0,
    major: (value) => instance(value, CelSemver).major,
    minor: (value) => instance(value, CelSemver).minor,
    patch: (value) => instance(value, CelSemver).patch,
    sub: (value, other) => sum(instance(value, CelQuantity), operand(other), 'minus'),
  },
};

function compare(left: CelValue, right: CelValue | undefined): number {
  if (left instanceof CelSemver) return left.compareTo(instance(right, CelSemver));
  return instance(left, CelQuantity).amount.compareTo(instance(right, CelQuantity).amount);
}

function operand(value: CelValue | undefined): CelQuantity {
  if (typeof value === 'bigint') return new CelQuantity(new Quantity(value * nanosPerUnit), true);
  return instance(value, CelQuantity);
}

function sum(left: CelQuantity, right: CelQuantity, how: 'plus' | 'minus'): CelQuantity {
  const amount = left.amount[how](right.amount);
  const units = amount.nanos / nanosPerUnit;
  return new CelQuantity(amount, left.isInteger && right.isInteger && units <= largestInt && units >= -largestInt);
}

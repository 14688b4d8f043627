import { parseQuantity, Quantity } from '../../../../manifest/quantity';
import { CelError } from '../cel-error';
import { CelSemver, parseSemver } from '../values/cel-semver';
import type { CelValue } from '../values/cel-value';
import { bool, quantity, text } from '../values/operands';
import { noSuchOverload } from '../cel-error';
import type { CelLibrary } from './cel-function';
import { asInt } from './arithmetic';

/** Amounts of resources and semantic versions, which share the words for comparing. */
export const quantities: CelLibrary = {
  functions: {
    isQuantity: (value) => parseQuantity(text(value)) !== undefined,
    quantity: (value) => {
      const parsed = parseQuantity(text(value));
      if (parsed === undefined) throw new CelError('quantities must match the regular expression');
      return parsed;
    },
    // Documented as a method, and declared as a function.
    sign: (value) => BigInt(quantity(value).compareTo(new Quantity(0n))),
    isSemver: (value, normalize = false) => parseSemver(text(value), bool(normalize)) !== undefined,
    semver: (value, normalize = false) => {
      const parsed = parseSemver(text(value), bool(normalize));
      if (parsed === undefined) throw new CelError(`Invalid Semantic Version ${JSON.stringify(value)}`);
      return parsed;
    },
  },
  methods: {
    add: (value, other) => quantity(value).plus(amount(other)),
    asApproximateFloat: (value) => quantity(value).toNumber(),
    asInteger: (value) => {
      if (!quantity(value).isInteger()) throw new CelError('cannot convert value to integer');
      return asInt(quantity(value).nanos / 1_000_000_000n);
    },
    compareTo: (value, other) => BigInt(compare(value, other)),
    isGreaterThan: (value, other) => compare(value, other) > 0,
    isInteger: (value) => quantity(value).isInteger(),
    isLessThan: (value, other) => compare(value, other) < 0,
    major: (value) => version(value).major,
    minor: (value) => version(value).minor,
    patch: (value) => version(value).patch,
    sub: (value, other) => quantity(value).minus(amount(other)),
  },
};

function compare(left: CelValue | undefined, right: CelValue | undefined): number {
  return left instanceof CelSemver ? left.compareTo(version(right)) : quantity(left).compareTo(quantity(right));
}

function amount(value: CelValue | undefined): Quantity {
  return typeof value === 'bigint' ? new Quantity(value * 1_000_000_000n) : quantity(value);
}

function version(value: CelValue | undefined): CelSemver {
  if (!(value instanceof CelSemver)) throw noSuchOverload();
  return value;
}

import { CelError, noSuchOverload } from '../cel-error';
import { CelList } from '../values/cel-list';
import { CelMap } from '../values/cel-map';
import { CelDuration, CelOptional, CelUint } from '../values/cel-scalars';
import type { CelValue } from '../values/cel-value';
import { instance } from '../values/operands';
import type { CelLibrary } from './cel-function';

/** Values that may be missing. */
export const optionals: CelLibrary = {
  functions: {
    'optional.none': () => CelOptional.none,
    'optional.of': (value) => new CelOptional(value),
    'optional.ofNonZeroValue': (value) => (isZero(value) ? CelOptional.none : new CelOptional(value)),
    'optional.unwrap': (value) => unwrap(value),
  },
  methods: {
    hasValue: (value) => instance(value, CelOptional).value !== undefined,
    or: (value, other) => (instance(value, CelOptional).value === undefined ? instance(other, CelOptional) : value),
    orValue: (value, other) => valueOr(instance(value, CelOptional), other),
    unwrapOpt: (value) => unwrap(value),
    value: (value) => {
      const found = instance(value, CelOptional).value;
      if (found === undefined) throw new CelError('optional.none() dereference');
      return found;
    },
  },
};

/** Null is a value too. */
function valueOr({ value }: CelOptional, other: CelValue | undefined): CelValue {
  if (value !== undefined) return value;
  if (other === undefined) throw noSuchOverload();
  return other;
}

function unwrap(value: CelValue): CelList {
  const items = instance(value, CelList).items.map((item) => instance(item, CelOptional).value);
  return new CelList(items.filter((item) => item !== undefined));
}

function isZero(value: CelValue): boolean {
  if (value instanceof CelList) return value.items.length === 0;
  if (value instanceof CelMap) return value.size === 0;
  if (value instanceof CelUint) return value.value === 0n;
  if (value instanceof CelDuration) return value.nanos === 0n;
  if (value instanceof Uint8Array) return value.length === 0;
  return value === null || value === false || value === 0 || value === 0n || value === '';
}

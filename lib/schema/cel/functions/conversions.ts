import { parseDateTime } from '../../structure/date-time';
import { parseGoDuration } from '../../structure/go-duration';
import { CelError, noSuchOverload } from '../cel-error';
import { CelAddress } from '../values/cel-address';
import { CelList } from '../values/cel-list';
import { CelMap } from '../values/cel-map';
import { CelNetwork } from '../values/cel-network';
import { CelDuration, CelTimestamp, CelTypeValue, CelUint } from '../values/cel-scalars';
import type { CelValue } from '../values/cel-value';
import { typeName } from '../values/type-name';
import { asInt, asUint } from './arithmetic';
import type { CelLibrary } from './cel-function';
import { formatDouble, formatDuration, formatTimestamp, wholeSeconds } from './format-scalar';

/** Conversions between types, and the size of things. */
export const conversions: CelLibrary = {
  functions: {
    bool: toBool,
    bytes: (value) =>
      typeof value === 'string' ? Buffer.from(value, 'utf8') : orNoOverload(value instanceof Uint8Array, value),
    double: toDouble,
    duration: toDuration,
    dyn: (value) => value,
    int: toInt,
    size,
    string: toText,
    timestamp: toTimestamp,
    type: (value) => new CelTypeValue(typeName(value)),
    uint: (value) => (value instanceof CelUint ? value : asUint(wholeNumber(value))),
  },
  methods: { size },
};

function size(value: CelValue): CelValue {
  if (typeof value === 'string') return BigInt([...value].length);
  if (value instanceof CelList) return BigInt(value.items.length);
  if (value instanceof CelMap) return BigInt(value.size);
  if (value instanceof Uint8Array) return BigInt(value.length);
  throw noSuchOverload();
}

function toBool(value: CelValue): CelValue {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') throw noSuchOverload();
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value)) return false;
  throw new CelError(`type conversion error from ${JSON.stringify(value)} to bool`);
}

function toInt(value: CelValue): CelValue {
  if (value instanceof CelTimestamp) return wholeSeconds(value.nanos);
  return asInt(value instanceof CelUint ? value.value : wholeNumber(value));
}

function wholeNumber(value: CelValue): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return BigInt(Math.trunc(value));
  if (typeof value === 'string' && /^[+-]?0*\d{1,20}$/.test(value)) return BigInt(value.replace('+', ''));
  if (typeof value === 'string') throw new CelError(`type conversion error from ${JSON.stringify(value)} to int`);
  throw noSuchOverload();
}

function toDouble(value: CelValue): CelValue {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof CelUint) return Number(value.value);
  if (typeof value !== 'string') throw noSuchOverload();
  if (/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(value)) return Number(value);
  if (/^[+-]?inf(inity)?$/i.test(value)) return value.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(value)) return NaN;
  throw new CelError(`type conversion error from ${JSON.stringify(value)} to double`);
}

function toText(value: CelValue): CelValue {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return formatDouble(value);
  if (value instanceof CelUint) return String(value.value);
  if (value instanceof CelTimestamp) return formatTimestamp(value);
  if (value instanceof CelDuration) return formatDuration(value.nanos);
  if (value instanceof Uint8Array) return utf8(value);
  if (value instanceof CelAddress || value instanceof CelNetwork) return value.toString();
  throw noSuchOverload();
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CelError('invalid UTF-8 in bytes, cannot convert to string');
  }
}

function toDuration(value: CelValue): CelValue {
  if (value instanceof CelDuration) return value;
  if (typeof value === 'bigint') return new CelDuration(value);
  if (typeof value !== 'string') throw noSuchOverload();
  const nanos = parseGoDuration(value);
  if (nanos === undefined) throw new CelError(`time: invalid duration ${JSON.stringify(value)}`);
  return new CelDuration(nanos);
}

function toTimestamp(value: CelValue): CelValue {
  if (value instanceof CelTimestamp) return value;
  if (typeof value === 'bigint') return new CelTimestamp(value * 1_000_000_000n);
  if (typeof value !== 'string') throw noSuchOverload();
  const moment = parseDateTime(value);
  if (moment === undefined) throw new CelError(`parsing time ${JSON.stringify(value)} failed`);
  return new CelTimestamp(moment.nanos, moment.offsetMinutes);
}

function orNoOverload(isRight: boolean, value: CelValue): CelValue {
  if (!isRight) throw noSuchOverload();
  return value;
}

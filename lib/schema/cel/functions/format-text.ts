import { CelError, noSuchOverload } from '../cel-error';
import { CelList } from '../values/cel-list';
import { CelMap } from '../values/cel-map';
import { CelDuration, CelTimestamp, CelTypeValue, CelUint } from '../values/cel-scalars';
import type { CelValue } from '../values/cel-value';
import { formatDouble, formatDuration, formatTimestamp } from './format-scalar';

/** `"%d of %s".format([1, "a"])`. */
export function formatText(template: string, args: readonly CelValue[]): string {
  let position = 0;
  const next = (): CelValue => {
    const value = args[position];
    if (value === undefined) throw new CelError(`index ${position} out of range`);
    position += 1;
    return value;
  };
  return template.replaceAll(
    /%(?:%|(?:\.(\d+))?([a-zA-Z]))|%/g,
    (match, precision: string | undefined, verb: string | undefined) => {
      if (match === '%%') return '%';
      if (verb === undefined) throw new CelError('unexpected end of string');
      return formatVerb(verb, precision === undefined ? 6 : Number(precision), next());
    },
  );
}

function formatVerb(verb: string, precision: number, value: CelValue): string {
  switch (verb) {
    case 's':
      return plainText(value);
    case 'd':
      return integer(value).toString();
    case 'f':
      return fixed(double(value), precision);
    case 'e':
      return scientific(double(value), precision);
    case 'b':
      return typeof value === 'boolean' ? String(Number(value)) : integer(value).toString(2);
    case 'o':
      return integer(value).toString(8);
    case 'x':
      return hexadecimal(value);
    case 'X':
      return hexadecimal(value).toUpperCase();
    default:
      throw new CelError(`unrecognized formatting clause "${verb}"`);
  }
}

function plainText(value: CelValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatDouble(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (value instanceof CelDuration) return formatDuration(value.nanos);
  if (value instanceof CelTimestamp) return formatTimestamp(value);
  return literalText(value);
}

/** A value within a list or a map is written so that it could be read again. */
function literalText(value: CelValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return value.toFixed(6);
  if (typeof value !== 'object') return String(value);
  if (value instanceof CelUint) return String(value.value);
  if (value instanceof CelTypeValue) return value.name;
  if (value instanceof Uint8Array) return `b${JSON.stringify(Buffer.from(value).toString('utf8'))}`;
  if (value instanceof CelDuration) return `duration("${formatDuration(value.nanos)}")`;
  if (value instanceof CelTimestamp) return `timestamp("${formatTimestamp(value)}")`;
  if (value instanceof CelList) return `[${value.items.map(literalText).join(', ')}]`;
  if (value instanceof CelMap) {
    const entries = [...value.entries()].map(([key, entry]) => `${literalText(key)}:${literalText(entry)}`);
    return `{${entries.sort().join(', ')}}`;
  }
  throw noSuchOverload();
}

function integer(value: CelValue): bigint {
  if (typeof value === 'bigint') return value;
  if (value instanceof CelUint) return value.value;
  throw noSuchOverload();
}

function double(value: CelValue): number {
  if (typeof value === 'number') return value;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  throw noSuchOverload();
}

/** Go prints these for readers of English: `1,234.50`. */
function fixed(value: number, precision: number): string {
  const digits = Math.min(precision, 100);
  return new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    roundingMode: 'halfEven',
  }).format(Number.isInteger(value) ? BigInt(value) : value);
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `1.500000×10⁰³`. */
function scientific(value: number, precision: number): string {
  if (!Number.isFinite(value)) return fixed(value, 0).padStart(6);
  const [mantissa = '', power = ''] = value.toExponential(Math.min(precision, 100)).split('e');
  const digits = power.replace(/^[+-]/, '').padStart(2, '0');
  const exponent = [...digits].map((digit) => superscripts[Number(digit)]).join('');
  return `${mantissa}×10${power.startsWith('-') ? '⁻' : ''}${exponent}`;
}

function hexadecimal(value: CelValue): string {
  if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('hex');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return integer(value).toString(16);
}

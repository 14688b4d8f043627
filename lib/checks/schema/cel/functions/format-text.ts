import { CelError, noSuchOverload } from '../cel-error';
import { CelList } from '../values/cel-list';
import { CelMap } from '../values/cel-map';
import { CelDuration, CelTimestamp, CelType, CelUint } from '../values/cel-scalars';
import type { CelValue } from '../values/cel-value';
import { numeric } from '../values/equal';
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
      return decimal(value);
    case 'f':
      return number(value).toFixed(Math.min(precision, 100));
    case 'e':
      return number(value)
        .toExponential(Math.min(precision, 100))
        .replace(/e([+-])(\d)$/, 'e$10$2');
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
  if (value === null) return 'null';
  if (typeof value === 'number') return formatDouble(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof CelUint) return String(value.value);
  if (value instanceof CelTimestamp) return formatTimestamp(value.nanos);
  if (value instanceof CelDuration) return formatDuration(value.nanos);
  if (value instanceof CelType) return value.name;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (value instanceof CelList) return `[${value.items.map(plainText).join(', ')}]`;
  if (value instanceof CelMap) {
    const entries = [...value.entries()].map(([key, entry]) => `${plainText(key)}: ${plainText(entry)}`);
    return `{${entries.sort().join(', ')}}`;
  }
  throw noSuchOverload();
}

function decimal(value: CelValue): string {
  return typeof value === 'number' ? formatDouble(value) : integer(value).toString();
}

function integer(value: CelValue): bigint {
  if (typeof value === 'bigint') return value;
  if (value instanceof CelUint) return value.value;
  throw noSuchOverload();
}

function number(value: CelValue): number {
  const found = numeric(value);
  if (found === undefined) throw noSuchOverload();
  return Number(found);
}

function hexadecimal(value: CelValue): string {
  if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('hex');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return integer(value).toString(16);
}

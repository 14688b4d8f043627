import { defineScalarTag, FAILSAFE_SCHEMA, mergeTag, NOT_RESOLVED, type Schema } from 'js-yaml';
import { otherTags } from './other-tags';
import { stringMapTag } from './string-map-tag';
import { WrittenScalar, writtenInteger, writtenScalar } from './written-scalars';

const nulls = new Set(['', '~', 'null', 'Null', 'NULL']);

const booleans = new Map([
  ...variants(['y', 'yes', 'true', 'on']).map((text) => [text, true] as const),
  ...variants(['n', 'no', 'false', 'off']).map((text) => [text, false] as const),
]);

/**
 * Scalars as kubectl and the API server read them (go-yaml 2): `yes`, `on` and `y` are booleans as in YAML 1.1,
 * `0o14` is a number as in YAML 1.2, a date and `12:30` are text, and what JSON cannot hold (`.nan`) is an error.
 */
export const goYamlSchema: Schema = FAILSAFE_SCHEMA.withTags(
  scalarTag('null', (text) => (nulls.has(text) ? null : undefined)),
  scalarTag('bool', readBoolean),
  scalarTag('int', readInteger),
  scalarTag('float', readFloat),
  scalarTag('timestamp', (text) => (timestamp.test(text) ? text : undefined), { implicit: false }),
  scalarTag('binary', readBinary, { implicit: false }),
  mergeTag,
  stringMapTag,
  ...otherTags,
);

/** Lower case, capitalized and upper case. */
function variants(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => [word, `${word.charAt(0).toUpperCase()}${word.slice(1)}`, word.toUpperCase()]);
}

function readBoolean(text: string): boolean | WrittenScalar | undefined {
  const value = booleans.get(text);
  return value === undefined ? undefined : writtenScalar(value, text, String(value));
}

const largestUnsigned = 2n ** 64n - 1n;
const smallestSigned = -(2n ** 63n);

/** An integer of 64 bits; what is larger may still be a float. */
function readInteger(text: string): number | WrittenScalar | undefined {
  if (!/^[-+]?[0-9]/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const digits = readDigits(plain.replace(/^[-+]/, ''));
  if (digits === undefined) return undefined;
  const value = plain.startsWith('-') ? -digits : digits;
  return value < smallestSigned || value > largestUnsigned ? undefined : writtenInteger(value, text);
}

function readDigits(digits: string): bigint | undefined {
  if (/^(0|[1-9][0-9]*|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(digits)) return bounded(digits);
  return /^0[0-7]+$/.test(digits) ? bounded(`0o${digits}`) : undefined;
}

/** Longer than any integer of 64 bits: reading it would only take time. */
function bounded(digits: string): bigint | undefined {
  return digits.length > 100 ? undefined : BigInt(digits.toLowerCase());
}

function readFloat(text: string): number | WrittenScalar | undefined {
  const special = specialFloats.get(text.toLowerCase());
  if (special !== undefined && /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/.test(text)) {
    return new WrittenScalar(special, text, text.toLowerCase().replace('+', ''));
  }
  // Underscores are digits' separators only where a digit or a sign comes first.
  const plain = /^[-+0-9]/.test(text) ? text.replaceAll('_', '') : text;
  if (!/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain)) return undefined;
  // What no double can hold stays text: `12e4567` is a digest, not a number.
  const value = Number(plain);
  return Number.isFinite(value) ? writtenScalar(value + 0, text, goFloat(value + 0)) : undefined;
}

const specialFloats = new Map([
  ['.inf', Infinity],
  ['+.inf', Infinity],
  ['-.inf', -Infinity],
  ['.nan', NaN],
]);

/** A number as sigs.k8s.io/yaml writes it where it is a key: 32 bits of it, from a million on with an exponent. */
function goFloat(value: number): string {
  const nearest = Math.fround(value);
  const precision = [1, 2, 3, 4, 5, 6, 7, 8].find(
    (digits) => Math.fround(Number(nearest.toPrecision(digits))) === nearest,
  );
  const [mantissa = '', exponent = '0'] = nearest.toExponential((precision ?? 9) - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(`${mantissa}e${exponent}`));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

const timestamp =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\.[0-9]{1,9})?([Zz]|[ \t]*[-+][0-9]{1,2}(:[0-9]{2})?)?)?$/;

function readBinary(text: string): string | undefined {
  const base64 = text.replace(/[\r\n]/g, '');
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return undefined;
  return Buffer.from(base64, 'base64').toString('utf8');
}

function scalarTag<T>(name: string, read: (text: string) => T | undefined, { implicit = true } = {}) {
  return defineScalarTag<T>(`tag:yaml.org,2002:${name}`, {
    implicit,
    resolve: (text) => {
      const value = read(text);
      return value === undefined ? NOT_RESOLVED : value;
    },
    identify: () => false,
  });
}

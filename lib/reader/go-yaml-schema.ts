import { defineScalarTag, FAILSAFE_SCHEMA, mergeTag, NOT_RESOLVED, YAMLException, type Schema } from 'js-yaml';
import { stringMapTag } from './string-map-tag';
import { writtenScalar } from './written-scalars';

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
  scalarTag('bool', (text) => written(booleans.get(text), text)),
  scalarTag('int', (text) => written(readInteger(text), text)),
  scalarTag('float', (text) => written(readFloat(text), text)),
  mergeTag,
  stringMapTag,
);

/** Lower case, capitalized and upper case. */
function variants(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => [word, `${word.charAt(0).toUpperCase()}${word.slice(1)}`, word.toUpperCase()]);
}

/** What would be printed as it was written is just a value; the rest remembers its text. */
function written<T extends number | boolean>(value: T | undefined, text: string) {
  return value === undefined ? undefined : writtenScalar(value, text);
}

const largestUnsigned = 2n ** 64n - 1n;
const smallestSigned = -(2n ** 63n);

/** An integer of 64 bits; what is larger may still be a float. */
function readInteger(text: string): number | undefined {
  if (!/^[-+]?[0-9]/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const digits = readDigits(plain.replace(/^[-+]/, ''));
  if (digits === undefined) return undefined;
  const value = plain.startsWith('-') ? -digits : digits;
  return value < smallestSigned || value > largestUnsigned ? undefined : Number(value);
}

function readDigits(digits: string): bigint | undefined {
  if (/^(0|[1-9][0-9]*|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(digits)) return bounded(digits);
  return /^0[0-7]+$/.test(digits) ? bounded(`0o${digits}`) : undefined;
}

/** Longer than any integer of 64 bits: reading it would only take time. */
function bounded(digits: string): bigint | undefined {
  return digits.length > 100 ? undefined : BigInt(digits.toLowerCase());
}

function readFloat(text: string): number | undefined {
  if (/^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/.test(text)) throw new YAMLException(`JSON has no number ${text}`);
  // Underscores are digits' separators only where a digit or a sign comes first.
  const plain = /^[-+0-9]/.test(text) ? text.replaceAll('_', '') : text;
  if (!/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain)) return undefined;
  // What no double can hold stays text: `12e4567` is a digest, not a number.
  const value = Number(plain);
  return Number.isFinite(value) ? value + 0 : undefined;
}

function scalarTag<T>(name: string, read: (text: string) => T | undefined) {
  return defineScalarTag<T>(`tag:yaml.org,2002:${name}`, {
    implicit: true,
    resolve: (text) => {
      const value = read(text);
      return value === undefined ? NOT_RESOLVED : value;
    },
    identify: () => false,
  });
}

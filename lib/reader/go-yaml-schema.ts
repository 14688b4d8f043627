import { defineScalarTag, FAILSAFE_SCHEMA, mergeTag, NOT_RESOLVED, type Schema } from 'js-yaml';

const nulls = new Set(['', '~', 'null', 'Null', 'NULL']);

const booleans = new Map([
  ...variants(['y', 'yes', 'true', 'on']).map((text) => [text, true] as const),
  ...variants(['n', 'no', 'false', 'off']).map((text) => [text, false] as const),
]);

/**
 * Scalars as kubectl and the API server read them (go-yaml 2): `yes`, `on` and `y` are booleans as in YAML 1.1,
 * `0o14` is a number as in YAML 1.2, a date and `12:30` are text, and what JSON cannot hold (`.nan`) is no value.
 */
export const goYamlSchema: Schema = FAILSAFE_SCHEMA.withTags(
  scalarTag('null', (text) => (nulls.has(text) ? null : undefined)),
  scalarTag('bool', (text) => booleans.get(text)),
  scalarTag('int', readInteger),
  scalarTag('float', readFloat),
  mergeTag,
);

/** Lower case, capitalized and upper case. */
function variants(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => [word, `${word.charAt(0).toUpperCase()}${word.slice(1)}`, word.toUpperCase()]);
}

function readInteger(text: string): number | undefined {
  if (!/^[-+]?[0-9]/.test(text)) return undefined;
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(text.replaceAll('_', '')) ?? [];
  const value = readDigits(digits);
  return value === undefined ? undefined : sign === '-' ? -value : value;
}

function readDigits(digits: string): number | undefined {
  if (/^(0|[1-9][0-9]*|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(digits)) return Number(digits);
  return /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

function readFloat(text: string): number | undefined {
  // Underscores are digits' separators only where a digit or a sign comes first.
  const plain = /^[-+0-9]/.test(text) ? text.replaceAll('_', '') : text;
  return /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain) ? Number(plain) : undefined;
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

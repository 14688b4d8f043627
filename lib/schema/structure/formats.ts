import { isIPv4, isIPv6 } from 'node:net';
import { parseDate, parseDateTime } from './date-time';
import { parseGoDuration } from './go-duration';
import type { Decoding } from './validator';

/** What a format asks of text, and an example of it. */
export interface FormatRule {
  readonly accepts: (text: string) => boolean;
  readonly example: string;
}

const shortName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const longName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const hostname =
  /^[a-z0-9\p{S}\p{L}]([a-z0-9\p{S}\p{L}-]*[a-z0-9\p{S}\p{L}])?(\.[a-z0-9\p{S}\p{L}]([a-z0-9\p{S}\p{L}-]*[a-z0-9\p{S}\p{L}])?)*$/iu;

const formats: Readonly<Record<string, FormatRule>> = {
  bsonobjectid: matching(/^[0-9a-f]{24}$/i, '507f1f77bcf86cd799439011'),
  byte: matching(/^[A-Za-z0-9+/]+={0,2}$/, 'aGVsbG8=', (text) => text.length % 4 === 0),
  cidr: { accepts: isCidr, example: '10.0.0.0/8' },
  date: { accepts: (text) => parseDate(text) !== undefined, example: '2026-02-28' },
  datetime: { accepts: (text) => parseDateTime(text) !== undefined, example: '2026-02-28T12:00:00Z' },
  duration: { accepts: isDuration, example: '1h30m' },
  email: matching(/^([^<>\s@]+@[^<>\s@]+|[^<>]*<[^<>\s@]+@[^<>\s@]+>)$/, 'team@example.com'),
  hexcolor: matching(/^#?([0-9a-f]{3}|[0-9a-f]{6})$/i, '#ffffff'),
  hostname: matching(
    hostname,
    'www.example.com',
    (text) => text.length <= 255 && text.split('.').every((label) => label.length <= 63),
  ),
  ipv4: { accepts: isIPv4, example: '10.0.0.1' },
  ipv6: { accepts: (text) => isIPv6(text) && !text.includes('%'), example: '2001:db8::1' },
  k8slongname: matching(longName, 'my-name.example', (text) => text.length <= 253),
  k8sshortname: matching(shortName, 'my-name', (text) => text.length <= 63),
  mac: matching(/^[0-9a-f]{2}([:-][0-9a-f]{2}){5,19}$|^[0-9a-f]{4}(\.[0-9a-f]{4}){2,9}$/i, '01:23:45:67:89:ab'),
  rgbcolor: matching(/^rgb\(\s*(\d{1,3}\s*,\s*){2}\d{1,3}\s*\)$/, 'rgb(255,255,255)'),
  ssn: matching(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/, '123-45-6789'),
  uri: matching(/^(\/|[a-z][a-z0-9+.-]*:)[^\s\u007f]*$/i, 'https://example.com/path'),
  uuid: matching(/^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i, 'd4b4b0a6-3c2e-4f7e-9d0a-0f8a5a1f6f3b'),
  uuid3: matching(/^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i, 'an UUID of version 3'),
  uuid4: matching(/^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i, 'an UUID of version 4'),
  uuid5: matching(/^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i, 'an UUID of version 5'),
};

const goBytes: FormatRule = {
  accepts: (text) => {
    const characters = text.replaceAll(/[\r\n]/g, '');
    return /^[A-Za-z0-9+/]*={0,2}$/.test(characters) && characters.length % 4 === 0;
  },
  example: 'aGVsbG8=',
};

const notEvaluated: ReadonlySet<string> = new Set(['creditcard', 'isbn', 'isbn10', 'isbn13']);

/**
 * The rule of a format that the API server enforces; undefined for one that it ignores.
 *
 * @param decoding Go decodes base64 with line breaks in it, and nothing as nothing
 */
export function formatRule(format: string, decoding: Decoding = 'schema'): FormatRule | 'unproved' | undefined {
  if (format === 'byte' && decoding === 'go-struct') return goBytes;
  const name = format.replaceAll('-', '');
  if (notEvaluated.has(name)) return 'unproved';
  return Object.hasOwn(formats, name) ? formats[name] : undefined;
}

function matching(pattern: RegExp, example: string, also: (text: string) => boolean = () => true): FormatRule {
  return { accepts: (text) => also(text) && pattern.test(text), example };
}

/** An address and the length of its prefix, with host bits or without. */
function isCidr(text: string): boolean {
  const [address = '', length = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length) || address.includes('%')) return false;
  return isIPv4(address) ? Number(length) <= 32 : isIPv6(address) && Number(length) <= 128;
}

/** Go's durations, and the longer words that the API server takes from Scala: `3 days`. */
function isDuration(text: string): boolean {
  if (parseGoDuration(text) !== undefined) return true;
  return [...text.matchAll(/\d\s*([a-zµ]+)/gi)].some(([, unit = '']) => timeUnits.test(unit));
}

const timeUnits =
  /^(?:ns|nanos?|nanoseconds?|us|µs|micros?|microseconds?|ms|millis?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)$/i;

import { credentialIn, maskAssignments, maskCredentials } from '../../lib/checks/security/secret-like';
import { cronScheduleError } from '../../lib/manifest/grammar/cron-schedule';
import { matchesGlob } from '../../lib/manifest/objects/glob';
import { parseQuantity } from '../../lib/manifest/objects/quantity';
import { matchesPattern } from '../../lib/reach/mesh/text-pattern';
import { splitJson } from '../../lib/reader/split-json';
import { parseGoDuration } from '../../lib/schema/structure/go-duration';

const many = 200_000;

// Each of them took minutes where a repetition stood in a repetition; a megabyte must not take ten seconds.
test.each<[string, () => unknown, unknown]>([
  ['a duration of many digits', () => parseGoDuration(`${'1'.repeat(many)}x`), undefined],
  ['a duration of many parts', () => parseGoDuration(`${'1s'.repeat(many)}x`), undefined],
  ['a duration of more digits than fit', () => parseGoDuration(`${'1'.repeat(many)}s`), undefined],
  ['a duration of zeros', () => parseGoDuration(`${'0'.repeat(many)}1s`), 1_000_000_000n],
  ['a quantity of many digits', () => parseQuantity(`${'1'.repeat(many)}x`), undefined],
  [
    'a schedule of many digits',
    () => cronScheduleError(`@every ${'1'.repeat(many)}x`)?.slice(0, 24),
    'failed to parse duration',
  ],
  ['a text of many tokens in part', () => credentialIn(`${'eyJ-eyJ0ey0J.'.repeat(many / 10)}x`), undefined],
  ['a text of many addresses in part', () => maskCredentials('a+://b:c'.repeat(many / 10), '').length, many * 0.8],
  ['a text of many names', () => maskAssignments('a-'.repeat(many), '').length, 2 * many],
  ['a text of many passwords', () => maskAssignments('password: "x '.repeat(many / 10), '').length, many * 0.6],
  ['a text of many spaces', () => maskAssignments(`token${' '.repeat(many)}x`, '').length, many + 6],
  ['a name by a pattern of many stars', () => matchesGlob('*a'.repeat(100), `${'a'.repeat(many)}b`), false],
  [
    'a path by an expression of many repetitions',
    () => matchesPattern({ kind: 'regex', text: `${'(a*)*'.repeat(100)}b` }, 'a'.repeat(400)),
    'no',
  ],
  ['a string that does not end', () => splitJson({ text: `{"a": "${'\\\\'.repeat(many)}`, line: 1 }).length, 1],
])('%s is read in linear time', (_, read, expected) => {
  const begin = process.cpuUsage().user;
  expect(read()).toEqual(expected);
  expect((process.cpuUsage().user - begin) / 1e6).toBeLessThan(5);
});

import { Environment } from '../../lib';
import { rejection } from '../rejection';

test('is not production unless it says so', () => {
  expect(new Environment('dev').tier).toBe('non-production');
  expect(new Environment('prod', { tier: 'production' }).tier).toBe('production');
});

test.each([
  ['', ''],
  ['upper case', 'Prod'],
  ['a path', 'prod/eu'],
  ['a hyphen at the end', 'prod-'],
  ['a dot', 'prod.eu'],
  ['64 characters', 'a'.repeat(64)],
])('refuses a name that cannot be a folder and a label: %s', (_, name) => {
  expect(() => new Environment(name)).toThrow(
    rejection(
      'Environment',
      'name',
      `Invalid value: "${name}": must be an RFC 1123 label: lower case letters, digits and '-', starting and ending with a letter or digit, at most 63 characters`,
    ),
  );
});

test('refuses a tier that does not exist, as plain JavaScript might say it', () => {
  const props: object = { tier: 'productoin' };
  expect(() => new Environment('prod', props)).toThrow(
    rejection(
      'Environment prod',
      'tier',
      'Unsupported value: "productoin": supported values: production, non-production\n  fix:  write "production"',
    ),
  );
});

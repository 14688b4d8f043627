import { credentialIn, isNamedCredential } from '../../lib/checks/security/secret-like';

test.each([
  ['-----BEGIN PRIVATE KEY-----\nMIIE', 'a private key'],
  ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl', 'a private key'],
  ['key=AKIAIOSFODNN7EXAMPLE', 'an AWS access key'],
  [`ghp_${'a1B2'.repeat(9)}`, 'a GitHub token'],
  [`Bearer eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiJ4In0xx'}.c2lnbmF0dXJlMTIz`, 'a JSON Web Token'],
  ['redis://:x', undefined],
  ['amqp://shop:hunter2@queue:5672', 'a password in a URL'],
  ['amqp://shop:$(PASSWORD)@queue:5672', undefined],
  ['https://example.com:8443/path@2', undefined],
  ['-----BEGIN CERTIFICATE-----\nMIIC', undefined],
  ['-----BEGIN PUBLIC KEY-----', undefined],
  ['', undefined],
])('%s', (text, expected) => {
  expect(credentialIn(text)).toBe(expected);
});

test.each([
  ['DB_PASSWORD', 'hunter2', true],
  ['db.password', 'hunter2', true],
  ['APIKEY', 'abc123', true],
  ['CLIENT_SECRET', 'abc', true],
  ['DB_PASSWORD', '', false],
  ['DB_PASSWORD', '  ', false],
  ['DB_PASSWORD', '${DB_PASSWORD}', false],
  ['TOKEN', '/var/run/secrets/token', false],
  ['TOKEN', 'https://id.example.com/token', false],
  ['SECRET_NAME', 'database', false],
  ['TOKENS', '4096', false],
  ['PASSWORD', 'true', false],
  ['BUCKET', 'hunter2', false],
])('%s=%s is a credential by its name: %s', (name, text, expected) => {
  expect(isNamedCredential(name, text)).toBe(expected);
});

// Quadratic time would be minutes.
test.each([
  ['eyJ-', undefined],
  ['-----BEGIN A', undefined],
  ['a://', undefined],
  ['a:b@', undefined],
  ['AKIA', undefined],
  ['xoxb-', 'a Slack token'],
  ['ghp_', undefined],
])('a megabyte of %j takes linear time', (text, expected) => {
  expect(credentialIn(text.repeat(1_048_576 / text.length))).toBe(expected);
});

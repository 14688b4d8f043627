import { dnsLabel, unknownName } from '../../lib/fleet/name-rules';

test.each(['a', '0', 'prod-euw1', 'a--b', 'a'.repeat(63)])('accepts %s as a label', (name) => {
  expect(dnsLabel(name, 'name')).toBeUndefined();
});

test.each(['', '-a', 'a-', 'A', 'a_b', 'a.b', 'a b', 'ä', 'a\n', 'a'.repeat(64)])('refuses %j as a label', (name) => {
  expect(dnsLabel(name, 'name')).toMatchObject({
    path: 'name',
    message: `Invalid value: ${JSON.stringify(name)}: must be an RFC 1123 label: lower case letters, digits and '-', starting and ending with a letter or digit, at most 63 characters`,
  });
});

test('lists the names that are known beside one that is not', () => {
  expect(unknownName('cluster', 'prdo', ['dev', 'prod']).message).toBe(
    'cluster: Not found: "prdo": must be one of "dev", "prod"',
  );
});

import { parseImageReference } from '../../../lib/manifest/pods/image-reference';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  ['nginx', { repository: 'nginx' }],
  ['nginx:1.27', { repository: 'nginx', tag: '1.27' }],
  ['library/nginx', { repository: 'library/nginx' }],
  ['registry:5000/app', { registry: 'registry:5000', repository: 'app' }],
  ['registry:5000/app:v1', { registry: 'registry:5000', repository: 'app', tag: 'v1' }],
  ['localhost/app', { registry: 'localhost', repository: 'app' }],
  ['ghcr.io/org/team/app:v1', { registry: 'ghcr.io', repository: 'org/team/app', tag: 'v1' }],
  ['REGISTRY/app', { registry: 'REGISTRY', repository: 'app' }],
  ['[2001:db8::1]:5000/app', { registry: '[2001:db8::1]:5000', repository: 'app' }],
  [`app@${digest}`, { repository: 'app', digest }],
  [`ghcr.io/app:v1@${digest}`, { registry: 'ghcr.io', repository: 'app', tag: 'v1', digest }],
  ['a__b/c-d.e', { repository: 'a__b/c-d.e' }],
])('reads %s', (text, expected) => {
  expect(parseImageReference(text)).toEqual(expected);
});

test.each([
  '',
  ' nginx',
  'nginx:',
  'Nginx',
  'org/Nginx',
  'nginx@sha256:12',
  'https://ghcr.io/app',
  'a//b',
  'app:v1:v2',
  '-a',
])('refuses %j', (text) => {
  expect(parseImageReference(text)).toBeUndefined();
});

test('refuses a long name at once', () => {
  expect(parseImageReference(`${'a-'.repeat(50_000)}!`)).toBeUndefined();
});

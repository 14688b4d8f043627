import { istio } from '../../lib';

test.each([
  ['a patch version', { version: '1.30.3' }],
  ['no version', { version: '' }],
  ['a version with a letter', { version: 'v1.30' }],
  ['a leading zero', { version: '1.030' }],
  ['a version before v1 of its kinds', { version: '1.21' }],
  ['a trust domain with a scheme', { version: '1.30', trustDomain: 'spiffe://example.org' }],
  ['a trust domain in capitals', { version: '1.30', trustDomain: 'Example.org' }],
  ['no trust domain', { version: '1.30', trustDomain: '' }],
  ['a root namespace that cannot be', { version: '1.30', rootNamespace: 'Istio' }],
  ['a revision that cannot be', { version: '1.30', revision: '1.30' }],
])('refuses %s', (_, options) => {
  expect(() => istio(options)).toThrow(/^istio: \w+: (Invalid|Unsupported) value: /);
});

test('takes every version from the first that serves v1 of its kinds', () => {
  expect(['1.22', '1.30', '1.31'].map((version) => istio({ version }).version)).toEqual(['1.22', '1.30', '1.31']);
});

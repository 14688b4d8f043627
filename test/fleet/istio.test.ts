import { consul, istio, linkerd } from '../../lib';
import { rejection } from '../rejection';

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
  expect(() => istio(options)).toThrow(/ istio {2}\w+\n {2}(Invalid|Unsupported) value: /);
});

test('takes every known version from the first that serves v1 of its kinds', () => {
  expect(['1.22', '1.30', '1.29'].map((version) => istio({ version }).version)).toEqual(['1.22', '1.30', '1.29']);
});

test.each([
  ['istio', () => istio({ version: '1.99' }), '1.30'],
  ['linkerd', () => linkerd({ version: '2.99' }), '2.20'],
  ['consul', () => consul({ version: '3.0' }), undefined],
  ['consul', () => consul({ version: '2.9' }), '2.0'],
])('%s refuses a version that is not known yet, and says which is the newest', (mesh, describe, newest) => {
  expect(describe).toThrow(` ${mesh}  version\n`);
  if (newest !== undefined) expect(describe).toThrow(`write "${newest}"`);
});

test.each<[string, (options: never) => unknown]>([
  ['istio', istio],
  ['linkerd', linkerd],
  ['consul', consul],
])('%s without options, as plain JavaScript may call it, says what it needs', (mesh, describe) => {
  expect(() => describe(undefined as never)).toThrow(rejection(mesh, '', 'Required value: must be a map'));
});

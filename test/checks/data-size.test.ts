import { validAnnotation } from '../../lib/checks/api-server/valid-annotation';
import { validConfigMap } from '../../lib/checks/api-server/valid-config-map';
import { validSecret } from '../../lib/checks/api-server/valid-secret';
import type { Check } from '../../lib/checks/check';
import type { JsonObject } from '../../lib/manifest/objects/json';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { facts } from './facts';
import { findingsOf } from './fixture';

const mebibyte = 1024 * 1024;

function messages(check: Check, kind: string, fields: JsonObject, annotations: Record<string, string> = {}): string[] {
  const manifest = {
    apiVersion: 'v1',
    kind,
    metadata: { name: 'cart', namespace: 'boutique', annotations },
    ...fields,
  };
  return findingsOf(check, { cluster: facts(), manifests: new ManifestSet([{ manifest }]) }).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

test('a ConfigMap holds 1 MiB, of text and of bytes in base64 together, and not a byte more', () => {
  const full = { data: { a: 'x'.repeat(mebibyte - 3) }, binaryData: { b: 'AAAA' } };
  expect(messages(validConfigMap, 'ConfigMap', full)).toEqual([]);
  const larger = { data: { a: 'x'.repeat(mebibyte - 2) }, binaryData: { b: 'AAAA' } };
  expect(messages(validConfigMap, 'ConfigMap', larger)).toEqual(['data: Too long: may not be more than 1048576 bytes']);
});

test('characters count by their bytes', () => {
  const data = { a: 'ä'.repeat(mebibyte / 2 + 1) };
  expect(messages(validConfigMap, 'ConfigMap', { data })).toHaveLength(1);
});

test('a Secret holds 1 MiB of what its base64 stands for', () => {
  const bytes = (count: number) => Buffer.alloc(count).toString('base64');
  expect(messages(validSecret, 'Secret', { data: { a: bytes(mebibyte) } })).toEqual([]);
  expect(messages(validSecret, 'Secret', { data: { a: bytes(mebibyte + 1) } })).toHaveLength(1);
});

test('annotations come to 256 KiB, keys and values together', () => {
  const key = 'example.com/a';
  const rest = 256 * 1024 - key.length;
  expect(messages(validAnnotation, 'ConfigMap', {}, { [key]: 'x'.repeat(rest) })).toEqual([]);
  expect(messages(validAnnotation, 'ConfigMap', {}, { [key]: 'x'.repeat(rest + 1) })).toEqual([
    'metadata.annotations: Too long: may not be more than 262144 bytes',
  ]);
});

import { runChecks } from '../../lib/checks/run-checks';
import type { JsonObject } from '../../lib/manifest/objects/json';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { facts } from './facts';

const encrypted = 'ENC[AES256_GCM,data:abcd,iv:x=,tag:y=,type:str]';
const sops = { mac: encrypted, version: '3.9.0', lastmodified: '2025-01-01T00:00:00Z' };

function findingsOf(object: JsonObject): readonly string[] {
  const manifest: Manifest = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'credentials', namespace: 'boutique' },
    ...object,
  };
  const { findings } = runChecks({ manifests: [{ manifest }], cluster: facts(), profile: 'baseline' });
  return findings.filter(({ severity }) => severity === 'error').map(({ path, message }) => `${path}: ${message}`);
}

test('reports nothing about the field that SOPS adds, nor about values that it encrypted', () => {
  expect(findingsOf({ data: { password: encrypted }, sops })).toEqual([]);
  expect(
    findingsOf({ type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': encrypted }, sops }),
  ).toEqual([]);
});

test('reports nothing about encrypted values of other kinds, whatever type they have to be of', () => {
  const service = { kind: 'Service', spec: { selector: { app: 'cart' }, ports: [{ port: encrypted }] }, sops };
  expect(findingsOf(service).filter((line) => line.includes('ENC['))).toEqual([]);
});

test('reports nothing about labels that SOPS encrypted: their values are judged once they can be read', () => {
  const metadata = { name: 'credentials', namespace: 'boutique', labels: { team: encrypted } };
  expect(findingsOf({ metadata, data: { password: encrypted }, sops })).toEqual([]);
});

test('reports what stands beside the encrypted values', () => {
  expect(findingsOf({ data: { password: encrypted }, dta: {}, sops })).toEqual([
    expect.stringMatching(/^dta: unknown field/),
  ]);
  expect(findingsOf({ stringData: { password: encrypted, user: 'admin' }, sops })).toEqual([
    'stringData: Forbidden: user would be readable in the repository',
  ]);
});

test('takes the field for a mistake where nothing is encrypted', () => {
  expect(findingsOf({ sops: {} })).toEqual([expect.stringMatching(/^sops: unknown field/)]);
});

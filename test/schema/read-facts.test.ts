import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FactsCatalog } from '../../lib/schema/facts/facts-catalog';
import { readFacts, readFactsFolder } from '../../lib/schema/facts/read-facts';
import type { SchemaFacts } from '../../lib/schema/facts/schema-facts';
import { compileSchema } from '../../lib/schema/structure/compile-schema';
import { goPattern } from '../../lib/manifest/objects/go-pattern';
import { describeWithShared, shared } from '../shared-folder';
import { sharedDefinitions } from './shared-definitions';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const facts: SchemaFacts = {
  format: 1,
  name: 'sample',
  kinds: { 'example.com/v1/Sample': { scope: 'Cluster', plural: 'samples', schema: { type: 'object' } } },
  definitions: {},
};

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

it('reads facts as JSON, plain or compressed', () => {
  expect(readFacts(file('a.json', JSON.stringify(facts)))).toEqual(facts);
  expect(readFacts(file('a.json.gz', gzipSync(JSON.stringify(facts))))).toEqual(facts);
});

it('reads the definitions of a YAML file, and passes over other objects', () => {
  const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: samples.example.com }
spec:
  group: example.com
  scope: Cluster
  names: { kind: Sample, plural: samples }
  versions:
    - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }
    - { name: v1alpha1, served: false, storage: false, schema: { openAPIV3Schema: { type: object } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: other }
`;
  const catalog = new FactsCatalog([readFacts(file('crd.yaml', definition))]);
  expect(catalog.find('example.com/v1', 'Sample')?.facts.scope).toBe('Cluster');
  expect(catalog.find('example.com/v1alpha1', 'Sample')?.facts.served).toBe(false);
  expect(catalog.servedVersions('example.com', 'Sample').map(({ version }) => version)).toEqual(['v1']);
});

it.each([
  ['broken.json', '{'],
  ['other.json', '{"kinds":{}}'],
  ['old.json', JSON.stringify({ ...facts, format: 2 })],
  ['wrong.json', JSON.stringify({ ...facts, definitions: { a: { type: 'text' } } })],
  ['broken.yaml', 'a: [1'],
])('names the file %s that it cannot read', (name, content) => {
  expect(() => readFacts(file(name, content))).toThrow(name);
});

it('reads a folder, and lets the first layer that knows a kind have all of it', () => {
  file('a.json', JSON.stringify(facts));
  file(
    'b.json',
    JSON.stringify({
      ...facts,
      name: 'later',
      kinds: { 'example.com/v2/Sample': facts.kinds['example.com/v1/Sample'] },
    }),
  );
  file('README.md', 'no facts');
  const catalog = new FactsCatalog(readFactsFolder(folder));
  expect(catalog.find('example.com/v1', 'Sample')?.source).toBe('sample');
  expect(catalog.find('example.com/v2', 'Sample')).toBeUndefined();
});

describeWithShared('definitions of the products', () => {
  it('are all read, with all of their versions', () => {
    for (const { name, kinds } of readFactsFolder(shared('crds', 'gateway-api-standard'))) {
      expect([name, Object.keys(kinds).length > 0]).toEqual([name, true]);
    }
  });

  const layers = sharedDefinitions();

  it('compile, and have no pattern that Go would refuse', () => {
    const patterns = new Set<string>();
    expect(layers.flatMap(({ kinds }) => Object.keys(kinds)).length).toBeGreaterThan(250);
    for (const { kinds } of layers) {
      for (const { schema } of Object.values(kinds)) {
        expect(() => compileSchema(schema, {}, 'schema')).not.toThrow();
        JSON.stringify(schema, (key, value: unknown) => {
          if (key === 'pattern' && typeof value === 'string') patterns.add(value);
          return value;
        });
      }
    }
    expect(patterns.size).toBeGreaterThan(100);
    expect([...patterns].filter((pattern) => goPattern(pattern) === undefined)).toEqual([]);
  });
});

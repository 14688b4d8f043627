import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { allChecks } from '../../lib/checks/all-checks';
import { runChecks } from '../../lib/checks/run-checks';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../lib/manifest/objects/json';
import { isManifest, type Manifest } from '../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { facts } from './facts';
import { readFixture } from './fixture';

/** The objects of every fixture of every check: between them they use every field that any check reads. */
const objects: readonly Manifest[] = allChecks.flatMap((check) => {
  const folder = join(__dirname, check.id);
  const files = readdirSync(folder).filter((file) => /^(pass|fail)\..*\.yaml$/.test(file));
  return files.flatMap((file) => readFixture(join(folder, file), check).manifests.all.map(({ manifest }) => manifest));
});

/** What no person writes: names that JavaScript gives a meaning, and numbers and texts beyond all bounds. */
const hostile: readonly JsonValue[] = [
  { toString: 1, valueOf: 1 },
  JSON.parse('{ "__proto__": { "polluted": true } }') as JsonObject,
  { constructor: { prototype: null }, hasOwnProperty: 1 },
  'constructor',
  '__proto__',
  'toString',
  Number.MAX_VALUE,
  -0,
  1e21,
  'a'.repeat(10_000),
  `${'*.'.repeat(500)}a`,
  '\u0000\uD800',
  [{}, null, [], { name: {} }],
];

const identities = ['name', 'namespace', 'labels', 'annotations'] as const;

test('no tree of objects with hostile values makes a check throw', () => {
  const mutation = fc.record({ at: fc.nat(), value: fc.constantFrom(...hostile) });
  const object = fc.record({ manifest: fc.constantFrom(...objects), mutations: fc.array(mutation, { maxLength: 3 }) });
  fc.assert(
    fc.property(fc.array(object, { minLength: 1, maxLength: 12 }), (drawn) => {
      const all = drawn.map(({ manifest, mutations }) => ({ manifest: mutations.reduce(mutated, manifest) }));
      const { findings } = runChecks({ manifests: new ManifestSet(all), cluster: facts(), profile: 'strict' });
      for (const { message, fix } of findings) expect(message === '' || fix === '').toBe(false);
    }),
    { numRuns: 400 },
  );
});

test.each(identities)('no hostile metadata.%s makes a check throw', (field) => {
  fc.assert(
    fc.property(
      fc.constantFrom(...hostile),
      fc.array(fc.constantFrom(...objects), { maxLength: 10 }),
      (value, drawn) => {
        const all = drawn.map((manifest) => {
          const changed = { ...manifest, metadata: { ...manifest.metadata, [field]: value } };
          return { manifest: isManifest(changed) ? changed : manifest };
        });
        const run = () => runChecks({ manifests: new ManifestSet(all), cluster: facts(), profile: 'strict' });
        expect(run).not.toThrow();
      },
    ),
    { numRuns: 60 },
  );
});

function mutated(manifest: Manifest, { at, value }: { readonly at: number; readonly value: JsonValue }): Manifest {
  const changed = replace(manifest, at, value);
  return isManifest(changed) ? changed : manifest;
}

/** Goes down from the root, at each level to the child that the number chooses, and replaces what it ends at. */
function replace(node: JsonValue | undefined, at: number, value: JsonValue): JsonValue {
  const children = isJsonArray(node) ? node.length : isJsonObject(node) ? Object.keys(node).length : 0;
  if (node === undefined || children === 0 || at % 7 === 6) return value;
  const chosen = at % children;
  const below = Math.floor(at / children);
  if (isJsonArray(node)) return node.map((item, index) => (index === chosen ? replace(item, below, value) : item));
  const entries = Object.entries(isJsonObject(node) ? node : {});
  return Object.fromEntries(
    entries.map(([key, item], index) => [key, index === chosen ? replace(item, below, value) : (item ?? null)]),
  );
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { allChecks } from '../../lib/checks/all-checks';
import { isJsonArray, isJsonObject, type JsonValue } from '../../lib/manifest/objects/json';
import { isManifest } from '../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { isNightly } from '../nightly';
import { findingsOf, readFixture, type Fixture } from './fixture';

const numRuns = isNightly ? 1000 : 60;

/** What hand-written YAML holds where something else belongs. */
const misplaced: readonly JsonValue[] = [null, true, -1, 0.5, '', 'text', [], [null], ['text'], [[]], {}, { text: 1 }];

for (const check of allChecks) {
  const folder = join(__dirname, check.id);
  const fixtures = readdirSync(folder)
    .filter((file) => /^(pass|fail)\..*\.yaml$/.test(file))
    .map((file) => readFixture(join(folder, file), check));

  test(`${check.id} never throws where one field of an object holds something else`, () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.nat(), fc.constantFrom(...misplaced), (fixture, at, value) => {
        for (const { message } of findingsOf(check, mutated(fixture, at, value))) expect(message).not.toBe('');
      }),
      { numRuns },
    );
  });
}

function mutated(fixture: Fixture, at: number, value: JsonValue): Fixture {
  const objects = fixture.manifests.all.map(({ manifest, ...rest }) => {
    const changed = replaceNode(manifest, at % countNodes(manifest), value);
    return { ...rest, manifest: isManifest(changed) ? changed : manifest };
  });
  return { ...fixture, manifests: new ManifestSet(objects) };
}

function countNodes(value: JsonValue | undefined): number {
  if (isJsonArray(value)) return value.reduce<number>((sum, item) => sum + countNodes(item), 1);
  if (isJsonObject(value)) return Object.values(value).reduce<number>((sum, item) => sum + countNodes(item), 1);
  return 1;
}

/** Replaces the node with a number in depth-first order, counted from 0 for the value itself. */
function replaceNode(value: JsonValue | undefined, number: number, replacement: JsonValue): JsonValue | undefined {
  if (number === 0) return replacement;
  let before = 1;
  const visit = (child: JsonValue | undefined): JsonValue | undefined => {
    const start = before;
    before += countNodes(child);
    return number >= start && number < before ? replaceNode(child, number - start, replacement) : child;
  };
  if (isJsonArray(value)) return value.map((item) => visit(item) ?? null);
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]));
  return value;
}

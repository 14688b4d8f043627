import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as jestUtils from 'jest-matcher-utils';
import '../../lib/testing';
import { toMatchTreeSnapshot } from '../../lib/testing/to-match-tree-snapshot';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { failureOf, treeOf } from '../testing/tree-of';

const plain = 'correct-horse-battery!';

function secretWith(text: string, label: string): Manifest {
  const metadata = { name: 'login', namespace: 'shop', labels: { label } };
  return { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { password: text } };
}

test('toContainObject shows what differs without the value of a Secret', () => {
  const tree = treeOf([secretWith(plain, 'a')]);
  const expected = { kind: 'Secret', metadata: { name: 'login', labels: { label: 'b' } } };
  const message = failureOf(() => expect(tree).toContainObject(expected));
  expect(message).toContain('"label": "b"');
  expect(message).toContain('(hidden)');
  expect(message).not.toContain(plain);
});

test('toMatchTreeSnapshot shows what changed without the value that a Secret has or had', () => {
  const testPath = join(mkdtempSync(join(tmpdir(), 'secret-')), 'a.test.ts');
  const utils = jestUtils as unknown as jest.MatcherContext['utils'];
  const match = (manifest: Manifest, update: string) =>
    toMatchTreeSnapshot.call(
      Object.assign(
        { equals: () => true, isNot: false, testPath, currentTestName: 'a', utils },
        { snapshotState: { _updateSnapshot: update } },
      ),
      treeOf([manifest]),
    );
  match(secretWith(plain, 'a'), 'all');
  const { pass, message } = match(secretWith('another-value-of-it?', 'b'), 'none');
  expect(pass).toBe(false);
  expect(message()).toContain('label: b');
  expect(message()).not.toContain(plain);
  expect(message()).not.toContain('another-value-of-it?');
});

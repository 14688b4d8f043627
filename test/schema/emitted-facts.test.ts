import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { emittedFacts } from '../../lib/schema/facts/emitted-facts';
import { readFactsFolder } from '../../lib/schema/facts/read-facts';

const root = join(__dirname, '../..');
const file = join(root, 'schemas/emitted.json.gz');
const layers = readFactsFolder(join(root, 'crds'));
const text = JSON.stringify({
  format: 1,
  name: 'fields that cdk8s-blueprints emits',
  kinds: Object.fromEntries(layers.flatMap(({ kinds }) => Object.entries(kinds)).sort(([a], [b]) => (a < b ? -1 : 1))),
  definitions: {},
});

// `npm run docs` runs this file with --update-snapshot.
if (process.argv.some((argument) => argument === '--update-snapshot' || argument === '-u'))
  writeFileSync(file, gzipSync(text, { level: 9 }));

test('the package has the fields of every custom resource that is emitted, as crds/ has them', () => {
  expect(gunzipSync(readFileSync(file)).toString('utf8') === text).toBe(true);
});

test('none of them refers to another', () => {
  expect(layers.flatMap(({ definitions }) => Object.keys(definitions))).toEqual([]);
});

test.each([
  ['networking.istio.io/v1', 'VirtualService'],
  ['policy.linkerd.io/v1beta3', 'Server'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
])('it knows %s %s', (apiVersion, kind) => {
  expect(emittedFacts().find(apiVersion, kind)).toBeDefined();
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { allChecks } from '../../lib/checks/all-checks';
import { CheckCache } from '../../lib/checks/incremental/check-cache';
import { runChecks } from '../../lib/checks/run-checks';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { readManifests } from '../../lib/reader/read-manifests';
import { splitDocuments } from '../../lib/reader/split-documents';
import { facts } from './facts';

/** Every document of every fixture, as text and as object. */
const texts = allChecks
  .map(({ id }) => join(__dirname, id))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')))
  .flatMap((text) => splitDocuments(text).map((document) => document.text));
const objects = texts.flatMap((text, index) => readManifests(`${index}.yaml`, text).manifests);

const options = { cluster: facts(), profile: 'strict' } as const;

const edit = fc.record({
  line: fc.nat(),
  with: fc.constantFrom(
    '',
    '---',
    '  x: y',
    '- z',
    'spec:',
    'kind: Pod',
    '  - null',
    '    {',
    "'",
    '\t',
    '  a: *b',
    '&b',
  ),
  instead: fc.boolean(),
});

test('whatever is done to the lines of manifests, no check throws, and no document is passed over', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 4 }),
      fc.array(edit, { maxLength: 4 }),
      (documents, edits) => {
        const lines = documents.join('\n---\n').split('\n');
        for (const { line, with: text, instead } of edits) lines.splice(line % lines.length, instead ? 1 : 0, text);
        const stream = lines.join('\n');
        const { manifests, findings } = readManifests('any.yaml', stream);
        const results = runChecks({ ...options, manifests });
        const internal = results.findings.filter(({ message }) => message.startsWith('Internal error'));
        expect(internal).toEqual([]);
        const isObject = /^(?!null|~|&\w+\s*$)[^\s#-]/m; // an anchor on nothing is nothing
        const readable = splitDocuments(stream).filter(({ text }) => isObject.test(text.replace(/^---/, '')));
        expect(manifests.length + findings.length).toBeGreaterThanOrEqual(readable.length);
      },
    ),
    { numRuns: 300 },
  );
}, 120_000);

const tree = fc.array(fc.constantFrom(...objects), { minLength: 1, maxLength: 10 });

/** What a working day changes within a workload, or within anything else that has such a field. */
const changes: readonly ((text: string) => string)[] = [
  (text) => text.replace(/"image":"[^"]*"/, '"image":"example.com/edited:2"'),
  (text) => text.replace(/"containerPort":\d+/, '"containerPort":9999'),
  (text) => text.replace(/"labels":\{/g, '$&"edited":"yes",'),
  (text) => text.replace(/"(readiness|liveness)Probe":/, '"startupProbe":'),
  (text) => text.replace(/"resources":/, '"edited":'),
  (text) => text.replace(/"replicas":\d+/, '"replicas":3'),
];

const change = fc.record({ at: fc.nat(), edit: fc.constantFrom(...changes) });

/** The trees of several runs, each of which keeps some objects of the one before, and edits some of them. */
const history = fc.array(
  fc.record({
    kept: fc.array(fc.boolean()),
    added: tree,
    edited: fc.array(change, { maxLength: 3 }),
    previous: fc.boolean(),
  }),
  { minLength: 2, maxLength: 4 },
);

function edited(manifests: typeof objects, edits: readonly { at: number; edit: (text: string) => string }[]) {
  const result = [...manifests];
  for (const { at, edit } of edits) {
    const index = at % result.length;
    const object = result[index];
    if (object === undefined) continue;
    result[index] = { ...object, manifest: JSON.parse(edit(JSON.stringify(object.manifest))) as Manifest };
  }
  return result;
}

test('after any edits, all checks find incrementally what they find in a full run', () => {
  fc.assert(
    fc.property(history, (runs) => {
      const cache = new CheckCache('test');
      let manifests: typeof objects = [];
      for (const { kept, added, edited: edits, previous } of runs) {
        const before = new ManifestSet(manifests);
        manifests = edited([...manifests.filter((_, index) => kept[index] ?? true), ...added], edits);
        const run = { ...options, manifests, ...(previous ? { previous: before } : {}) };
        const { reused: _reused, ...incremental } = runChecks({ ...run, cache });
        const { reused, ...full } = runChecks(run);
        expect(reused).toBe(0);
        expect(incremental).toEqual(full);
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);

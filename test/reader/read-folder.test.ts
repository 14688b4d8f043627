import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder } from '../../lib/reader/read-folder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), content);
}

test('reads YAML and JSON files of all folders, in the order of their names', () => {
  write('b/two.yml', configMap('two'));
  write('a.json', '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"}}');
  write('notes.txt', 'not: read');
  write('construct-metadata.json', '{}');
  write('.git/config.yaml', configMap('hidden'));
  write('node_modules/x/y.yaml', configMap('hidden'));
  const { manifests, findings } = readFolder(folder);
  expect(findings).toEqual([]);
  expect(manifests.map(({ file, manifest }) => [file, manifest.metadata.name])).toEqual([
    ['a.json', 'one'],
    ['b/two.yml', 'two'],
  ]);
});

test('a folder that links to itself is read once', () => {
  write('a.yaml', configMap('one'));
  symlinkSync(folder, join(folder, 'again'));
  expect(readFolder(folder).manifests).toHaveLength(1);
});

test('a link to nothing is an error, not a file less', () => {
  symlinkSync('gone.yaml', join(folder, 'cart.yaml'));
  expect(readFolder(folder).findings).toMatchObject([
    { id: 'valid-yaml', origin: 'cart.yaml', message: 'Not found: "gone.yaml", which the link points at' },
  ]);
});

test('a file of 100 MB is an error, and is not read', () => {
  write('big.yaml', '');
  truncateSync(join(folder, 'big.yaml'), 100_000_000);
  expect(readFolder(folder)).toMatchObject({
    manifests: [],
    findings: [
      { id: 'valid-yaml', origin: 'big.yaml', message: expect.stringContaining('Too long: 100000000 bytes') as string },
    ],
  });
});

test('a file that is not UTF-8 is an error', () => {
  write('latin.yaml', new Uint8Array([0x61, 0x3a, 0x20, 0xe4]));
  expect(readFolder(folder).findings).toMatchObject([{ message: 'Invalid value: the file is not UTF-8' }]);
});

test('aliases are limited over all files that are read: many small documents are as large as one', () => {
  const bomb = (index: number) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m${index}}\ndata: {a: &a [${'x,'.repeat(400)}], b: &b [${'*a,'.repeat(400)}], c: *b}\n`;
  for (let index = 0; index < 10; index += 1) writeFileSync(join(folder, `${index}.yaml`), bomb(index));
  const { manifests, findings } = readFolder(folder);
  expect(manifests).toHaveLength(3);
  expect(findings).toHaveLength(7);
  expect(findings[0]).toMatchObject({
    id: 'valid-yaml',
    message: expect.stringMatching(/^Too many: aliases stand for \d+ values in all files/) as string,
  });
});

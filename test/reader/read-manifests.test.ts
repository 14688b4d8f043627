import fc from 'fast-check';
import { facts } from '../checks/facts';
import { formatIdentity, identityOf } from '../../lib/manifest/objects/object-identity';
import { requireStringMetadata } from '../../lib/checks/gitops/require-string-metadata';
import { runChecks } from '../../lib/checks/run-checks';
import { validSchema } from '../../lib/checks/schema/valid-schema';
import { readManifests } from '../../lib/reader/read-manifests';

const cart = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cart\n';
const ads = cart.replace('cart', 'ads');

function read(text: string) {
  const { manifests, findings } = readManifests('a.yaml', text);
  return {
    objects: manifests.map(({ manifest, file, line }) => `${formatIdentity(identityOf(manifest))} ${file}:${line}`),
    findings: findings.map(({ id, origin, path, message }) =>
      `${id} ${origin} ${path} ${message}`.replaceAll('  ', ' '),
    ),
  };
}

function dataOf(text: string): unknown {
  return readManifests('a.yaml', `${cart}data:\n${text.replace(/^/gm, '  ')}\n`).manifests[0]?.manifest.data;
}

test('reads many documents, each with its line', () => {
  expect(read(`# two\n${cart}---\n# the second\n\n${ads}`)).toEqual({
    objects: ['ConfigMap cart a.yaml:2', 'ConfigMap ads a.yaml:9'],
    findings: [],
  });
});

test.each([
  ['empty documents', `---\n---\n${cart}---\n# nothing\n---\n`],
  ['a byte order mark', `\uFEFF${cart}`],
  ['CRLF', `---\n${cart}---\n`.replaceAll('\n', '\r\n')],
  ['a list that closes in the column of its key', `${cart}data: {list: [\n'a',\n]\n}\n`],
  ['tabs before what stands in brackets', `${cart}data: {\n\ta: b\n}\n`],
  ['a document end', `${cart}...\n`],
  ['JSON', JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cart' } }, null, '\t')],
  [
    'a List',
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cart' } }],
    }),
  ],
  [
    'a list as the API server answers with',
    `apiVersion: v1\nkind: ConfigMapList\nmetadata: {resourceVersion: ""}\nitems:\n- ${cart.replaceAll('\n', '\n  ').trim()}\n`,
  ],
  [
    'a list whose items leave out their kind',
    `apiVersion: v1\nkind: ConfigMapList\nitems: [{metadata: {name: cart}}]\n`,
  ],
  ['a List without items before it', `apiVersion: v1\nkind: List\nitems:\n---\n${cart}`],
])('reads %s', (_, text) => {
  const { objects, findings } = read(text);
  expect(findings).toEqual([]);
  expect(objects).toEqual([expect.stringMatching(/^ConfigMap cart a\.yaml:\d$/)]);
});

test.each([
  [
    'directives',
    `%YAML 1.1\n---\n${cart}`,
    'valid-yaml a.yaml:1:1 Invalid value: kubectl reads no directives such as "%YAML 1.1"',
  ],
  [
    'a document that starts behind its marker',
    `--- {apiVersion: v1, kind: ConfigMap, metadata: {name: cart}}`,
    'valid-yaml a.yaml:1:1 Invalid value: kubectl reads no document that starts on the line of its marker',
  ],
  [
    'a document behind three dots',
    `${cart}...\na: b\n`,
    'valid-yaml a.yaml:1:1 Invalid value: kubectl reads nothing after a line of three dots',
  ],
])('%s: the object is judged, and that kubectl would not read it is an error', (_, text, finding) => {
  const { objects, findings } = read(text);
  expect(objects).toEqual([expect.stringMatching(/^ConfigMap cart a\.yaml:\d$/)]);
  expect(findings[0]).toBe(finding);
});

// Expected values: what kubectl makes of them, which is what the conformance suite compares with.
test.each([
  ['[a:, b]', ['a:', 'b']],
  ['[a:]', ['a:']],
  ['[a: , b]', [{ a: null }, 'b']],
  ['{a:}', { 'a:': null }],
  ['[-, "a"]', ['-', 'a']],
  ['{?a: b}', { a: 'b' }],
  ["[it's:, 'b']", ["it's:", 'b']],
  ['[# none\n]', []],
])('reads %s within brackets as kubectl does', (text, value) => {
  expect(dataOf(`key: ${text}`)).toEqual({ key: value });
});

test.each([
  ['[a?b]', 'a question mark ends a text within brackets, put the text in quotes'],
  ['[:a]', 'a colon starts no text within brackets, put the text in quotes'],
  ['.nan', 'JSON has no number .nan'],
  ['{null: a}', 'a key must not be null'],
])('%s is an error, as for kubectl', (text, message) => {
  expect(read(`${cart}data: ${text}\n`).findings).toEqual([expect.stringContaining(`Invalid value: ${message}`)]);
});

test('brackets in text of several lines are text', () => {
  expect(dataOf('a: |\n  [x:, ?\n b: 1\nc: one\n  [two:,\nd: "x\n  [y:, z]"\ne: [\n1]')).toBeUndefined();
  expect(dataOf('a: |\n  [x:, ?\nc: one\n  [two:,\nd: "x\n  [y:, z]"\ne: [\n1]')).toEqual({
    a: '[x:, ?\n',
    c: 'one [two:,',
    d: 'x [y:, z]',
    e: [1],
  });
});

test('JSON objects that merely follow each other are all read', () => {
  const object = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  const { objects, findings } = read(`${object('}{')}\n${object('b')}  ${object('c')}\n\n${object('\\"{')}`);
  expect(findings).toEqual([]);
  expect(objects).toEqual([
    'ConfigMap }{ a.yaml:1',
    'ConfigMap b a.yaml:2',
    'ConfigMap c a.yaml:2',
    'ConfigMap \\"{ a.yaml:4',
  ]);
});

test('files that were joined with their byte order marks are read, and told', () => {
  expect(read(`\uFEFF${cart}---\n\uFEFF${ads}`)).toEqual({
    objects: ['ConfigMap cart a.yaml:1', 'ConfigMap ads a.yaml:6'],
    findings: ['valid-yaml a.yaml:5:1 Invalid value: kubectl reads a byte order mark only where a file starts'],
  });
});

test.each([
  ['a tab before a key', `${cart}data:\n\ta: b\n`, 'a tab is no indentation'],
  ['a line of a tab behind a text', `${cart}data:\n  a: b\n\t\n`, 'a tab is no indentation'],
  ['a tab in the indentation of a block', `${cart}data:\n  a: |\n  \tx\n`, 'a tab is no indentation'],
  ['a tab behind a dash', `${cart}data:\n-\ta\n`, 'a tab is no indentation'],
  ['a slash that is escaped', `${cart}data: {a: "\\/"}\n`, 'there is no need to escape a slash'],
  ['half a character', `${cart}data: {a: "\\ud83d\\ude00"}\n`, 'no half of a character can be escaped'],
  ['an anchor of other letters', `${cart}data: {a: &é b}\n`, 'an anchor is named by letters, digits, "-" and "_"'],
  ['a key over two lines', `${cart}data: {a\n  : b}\n`, 'a key and its colon must stand on one line'],
  ['a text over two lines as a key', `${cart}data:\n  "a\n    b": c\n`, 'a key and its colon must stand on one line'],
  [
    'a key of 1,025 characters',
    `${cart}data:\n  ${'é'.repeat(1025)}: b\n`,
    'a key and its colon must stand on one line',
  ],
  ['a map behind the anchor of a value', `${cart}data: &x a: b\n`, 'the map of a key starts on a line of its own'],
  ['a map behind the tag of a value', `${cart}data: !!map "a": b\n`, 'the map of a key starts on a line of its own'],
  ['a marker that text follows', `${cart}---x\n`, 'kubectl reads no document that starts on the line of its marker'],
  ['a line end of YAML 1.1', `${cart}data: {a: b\u2028c}\n`, 'U+2028 and U+2029 end a line'],
])('%s is reported, as kubectl refuses it', (_, text, message) => {
  expect(read(text).findings.join()).toContain(message);
});

test.each([
  ['text in quotes that goes on in the column of its key', 'a: "b\nc"', { a: 'b c' }],
  ['a comment that touches what is before it', 'a: {}# c\nb: |# c\n  d\n', { a: {}, b: 'd\n' }],
  ['a tag that nobody knows', 'a: !secret 12\nb: !x [c]', { a: '12', b: ['c'] }],
  ['bytes in base64', 'a: !!binary aGk=', { a: 'hi' }],
  ['keys that are numbers', '1e6: a\n0123: b\n9007199254740993: c', { '1e+06': 'a', 83: 'b', '9007199254740993': 'c' }],
  ['a key of 1,024 characters', `${'😀'.repeat(1024)}: b`, { ['😀'.repeat(1024)]: 'b' }],
  ['a key of 1,024 characters within brackets', `a: {${'é'.repeat(1024)}: b}`, { a: { ['é'.repeat(1024)]: 'b' } }],
  ['an anchor before a key', '&x a: &y\n  b: c', { a: { b: 'c' } }],
  ['a colon in quotes behind an anchor', 'a: &x "b: c"', { a: 'b: c' }],
  ['a slash that is escaped in JSON', '{"a": "\\/"}', { a: '/' }],
])('%s is read as kubectl reads it', (_, data, expected) => {
  const text = data.startsWith('{')
    ? `{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": ${data}}`
    : `${cart}data:\n${data.replace(/^/gm, '  ').replace(/\n {2}c"$/, '\nc"')}\n`;
  const { manifests, findings } = readManifests('a.yaml', text);
  expect(findings).toEqual([]);
  expect(manifests[0]?.manifest.data).toEqual(expected);
});

test('a template is told from YAML with an error', () => {
  const { findings } = readManifests('a.yaml', `${cart}data: {{ toYaml .Values.data }}\n`);
  expect(findings.map(({ fix }) => fix)).toEqual([
    'render the template first, such as by `helm template`, and check what it prints',
  ]);
});

test('an object whose kind merely ends in List is no list', () => {
  const { objects } = read('apiVersion: x.io/v1\nkind: AllowList\nmetadata: {name: office}\nitems: [10.0.0.0/8]\n');
  expect(objects).toEqual(['AllowList office a.yaml:1']);
});

test('an error in one document leaves the others readable, and tells line and column', () => {
  const { objects, findings } = read(`${cart}---\napiVersion: v1\nkind: [\n---\n${ads}`);
  expect(objects).toEqual(['ConfigMap cart a.yaml:1', 'ConfigMap ads a.yaml:9']);
  expect(findings).toEqual([expect.stringMatching(/^valid-yaml a\.yaml:8:1 Invalid value: /)]);
});

test('a duplicate key is reported where it stands; the last one counts', () => {
  const text = `${cart}data:\n  a: 1\n  b: 2\n  a: 3\n`;
  expect(read(text).findings).toEqual(['unique-key a.yaml:8:3 Duplicate value: "a"']);
  expect(readManifests('a.yaml', text).manifests[0]?.manifest.data).toEqual({ a: 3, b: 2 });
});

test('the same key in two maps is no duplicate', () => {
  expect(read(`${cart}data: {a: {b: 1}, b: {b: 1}, c: [{b: 1}, {b: 1}]}\n`).findings).toEqual([]);
});

test.each([
  [
    'a scalar',
    'hello',
    'valid-manifest a.yaml:1 Invalid value: a string: must be a map with apiVersion, kind and metadata',
  ],
  [
    'a list',
    '- a\n- b\n',
    'valid-manifest a.yaml:1 Invalid value: a list: must be a map with apiVersion, kind and metadata',
  ],
  ['an object without a kind', 'apiVersion: v1\nmetadata: {name: a}\n', 'valid-manifest a.yaml:1 kind Required value'],
  ['an object without metadata', 'apiVersion: v1\nkind: Pod\n', 'valid-manifest a.yaml:1 metadata Required value'],
  [
    'a name that is a number',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: 12}\n',
    'valid-manifest a.yaml:1 metadata.name Invalid value: 12: must be a string',
  ],
  [
    'a broken item of a List',
    'apiVersion: v1\nkind: List\nitems: [{kind: Pod, metadata: {}}]\n',
    'valid-manifest a.yaml:1 items[0].apiVersion Required value',
  ],
  [
    'nothing as the item of a List',
    'apiVersion: v1\nkind: List\nitems: [null]\n',
    'valid-manifest a.yaml:1 items[0] Invalid value: nothing: must be a map with apiVersion, kind and metadata',
  ],
  [
    'a key that is a list',
    `${cart}data: {? [a, b] : c}\n`,
    'valid-yaml a.yaml:1:1 Invalid value: a key must be a scalar, not a list or a map',
  ],
  ['an alias without an anchor', `${cart}data: *a\n`, 'valid-yaml a.yaml:5:8 Invalid value: unidentified alias'],
])('%s is a finding, not an object', (_, text, finding) => {
  expect(read(text)).toEqual({ objects: [], findings: [finding] });
});

test('a template is one document that cannot be read, wherever its actions stand', () => {
  const { findings } = read('{{- if .Values.on }}\nname: {{ .Release.Name }}\n{{- end }}\n');
  expect(findings).toEqual([expect.stringMatching(/^valid-yaml a\.yaml:1:\d+ /)]);
});

test('a map that is nothing like an object is one finding', () => {
  expect(read('a: 1\n').findings).toEqual(['valid-manifest a.yaml:1 Required value: apiVersion, kind and metadata']);
});

test('a file for kustomize is named as not checked', () => {
  for (const text of ['apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n', 'resources: [a.yaml]\n']) {
    const { findings } = readManifests('shop/kustomization.yaml', text);
    expect(findings).toMatchObject([{ id: 'valid-manifest', severity: 'info', status: 'unproved' }]);
  }
});

// Expected values: what sigs.k8s.io/yaml, that is go-yaml 2, makes of them.
test.each([
  ['yes', true],
  ['On', true],
  ['y', true],
  ['NO', false],
  ['off', false],
  ['n', false],
  ['yEs', 'yEs'],
  ['~', null],
  ['', null],
  ['"yes"', 'yes'],
  ['012', 10],
  ['0o14', 12],
  ['0x1F', 31],
  ['-0b11', -3],
  ['08', 8],
  ['1_000', 1000],
  ['_1', '_1'],
  ['1e3', 1000],
  ['.5', 0.5],
  ['5.', 5],
  ['12:30:00', '12:30:00'],
  ['2001-12-14', '2001-12-14'],
  ['1.2.3', '1.2.3'],
  ['100m', '100m'],
  ['=', '='],
  ['12e4567', '12e4567'],
  ['0x1ffffffffffffffff', '0x1ffffffffffffffff'],
])('reads the scalar %s as the API server does', (text, value) => {
  expect(dataOf(`key: ${text}`)).toEqual({ key: value });
});

test('anchors, aliases and merge keys mean what they say', () => {
  expect(dataOf('base: &base {a: 1, b: 2}\nmore: {<<: *base, b: 3}')).toEqual({
    base: { a: 1, b: 2 },
    more: { a: 1, b: 3 },
  });
});

test('a key named __proto__ stays a key', () => {
  expect(Object.entries(dataOf('__proto__: 1') ?? {}).map(([key]) => key)).toEqual(['__proto__']);
});

const levels = (count: number) => {
  let text = 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n';
  for (let i = 1; i < count; i += 1)
    text += `a${i}: &a${i} [${Array(9)
      .fill(`*a${i - 1}`)
      .join(', ')}]\n`;
  return text;
};

test.each([
  ['a billion laughs', levels(10), /^Too many: \d+ values/],
  ['an anchor within itself', `${cart}data: &a {b: *a}`, /contains itself/],
  ['lists nested 100,000 deep', '['.repeat(100_000), /nesting exceeded/],
  ['lists of lines nested 100,000 deep', '- '.repeat(100_000), /nesting exceeded/],
  ['a document of 9 MiB', `a: ${'x'.repeat(9 * 1024 * 1024)}`, /^Too long/],
  [
    'merge keys that multiply',
    `${levels(1)}${Array.from({ length: 12_000 }, (_, i) => `k${i}: {<<: {a: 1}}`).join('\n')}`,
    /merge keys/,
  ],
])('%s ends in an error, long before the test times out', (_, text, message) => {
  const { manifests, findings } = readManifests('bomb.yaml', text);
  expect(manifests).toEqual([]);
  expect(findings).toMatchObject([{ id: 'valid-yaml', message: expect.stringMatching(message) as string }]);
});

test('whatever a file holds, every document is an object or a finding', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '---',
      '...',
      'a: b',
      '- c',
      '  d: e',
      '&x',
      '*x',
      '{',
      ']',
      '"',
      '|',
      '? a',
      ': b',
      '!!int x',
      '%TAG',
      '\t',
      '# c',
    ),
    fc.string({ maxLength: 12 }),
    fc.constantFrom(...cart.split('\n')),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join('\n');
      const { manifests, findings } = readManifests('any.yaml', text);
      for (const { origin } of findings) expect(origin).toMatch(/^any\.yaml:\d+(:\d+)?$/);
      const content = lines.some((item) => /^[a-zA-Z]/.test(item));
      if (content) expect(manifests.length + findings.length).toBeGreaterThan(0);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['labels, which a check of their own judges', requireStringMetadata, `${cart}  labels: `],
  ['data, which the schema judges', validSchema, `${cart}data: `],
])('fixes show numbers as they were written, and messages every digit: in %s', (_, check, before) => {
  const text = `${before}{a: 1.20, b: 0123, c: yes, d: 9007199254740993}\n`;
  const { manifests } = readManifests('a.yaml', text);
  const { findings } = runChecks({ manifests, cluster: facts(), checks: [check] });
  const quote = (written: string) => `put the value in quotes: "${written}"`;
  expect(findings.map(({ message, fix }) => [message.split(':')[1], fix])).toEqual([
    [' 1.2', quote('1.20')],
    [' 83', quote('0123')],
    [' true', quote('yes')],
    [' 9007199254740993', quote('9007199254740993')],
  ]);
});

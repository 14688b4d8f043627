import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionsIn, type Definition, type Schema } from './definitions';

const root = join(__dirname, '../..');
const upstream = join(root, '../shared/crds');
const ours = readdirSync(join(root, 'crds')).flatMap((file) => definitionsIn(join(root, 'crds', file)));

/** Definitions that ../shared has no copy of. */
const withoutOracle = [
  'adminnetworkpolicies.policy.networking.k8s.io',
  'baselineadminnetworkpolicies.policy.networking.k8s.io',
  'ciliumnetworkpolicies.cilium.io',
  'imagepolicies.image.toolkit.fluxcd.io',
  'imagerepositories.image.toolkit.fluxcd.io',
  'imageupdateautomations.image.toolkit.fluxcd.io',
  'podgroups.scheduling.x-k8s.io',
];

test.each(ours.map((definition) => [definition.name, definition] as const))('%s is a structural schema', (_, crd) => {
  for (const schema of crd.schemas.values()) expect(untyped(schema, 'spec')).toEqual([]);
});

/** The text of each folder with emitters: a backend may write its group in one file and its kinds in others. */
const folders = ['lib/mesh', 'lib/connectivity', 'lib/gitops', 'lib/autoscaling', 'lib/secrets', 'lib/operators', 'lib/data', 'lib/flags', 'lib/promotion', 'lib/scheduling', 'lib/monitoring', 'lib/sources', 'lib/clusters'].flatMap((room) =>
  readdirSync(join(root, room), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name))
    .concat(join(root, room))
    .map((folder) => readdirSync(folder).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join(folder, file), 'utf8')).join('')),
);

test.each(ours.map(({ name, kind }) => [name, kind] as const))('%s is of a kind that is emitted', (name, kind) => {
  const group = name.slice(name.indexOf('.') + 1);
  const emitters = folders.filter((text) => text.includes(`${group}/`) && text.includes(`'${kind}'`));
  expect(emitters).not.toEqual([]);
});

test('a difference in type, enum or required field is reported', () => {
  const theirs: Schema = { type: 'object', required: ['a'], properties: { a: { type: 'string', enum: ['x'] } } };
  expect(differences({ type: 'object', properties: { a: { type: 'integer' }, b: {} } }, theirs, '')).toEqual([
    ': "a" is required',
    '.a: integer, not string',
    '.b: unknown field',
  ]);
  expect(differences({ type: 'string', enum: ['x', 'y'] }, { type: 'string', enum: ['x'] }, 'f')).toEqual(['f: no value "y"']);
});

if (existsSync(upstream)) {
  test.each(ours.filter(({ name }) => !withoutOracle.includes(name)).map((crd) => [crd.name, crd] as const))(
    '%s has only fields that upstream has, with the same types',
    (_, crd) => {
      const attempts = upstreamFiles(crd.name).flatMap(definitionsIn).map((theirs) => differencesOf(crd, theirs));
      expect(attempts.sort((a, b) => a.length - b.length)[0]).toEqual([]);
    },
  );
} else {
  console.warn('../shared is absent: crds/ is not compared with the upstream definitions.');
}

/** More than one project ships some definitions: the Gateway API has two channels, Linkerd its own copy. */
function upstreamFiles(name: string): string[] {
  return readdirSync(upstream)
    .map((project) => join(upstream, project, `${name}.yaml`))
    .filter((file) => existsSync(file));
}

function differencesOf(crd: Definition, theirs: Definition): string[] {
  if (crd.kind !== theirs.kind || crd.scope !== theirs.scope) return [`${crd.kind}: other kind or scope`];
  return [...crd.schemas].flatMap(([version, schema]) => {
    const oracle = theirs.schemas.get(version);
    return oracle === undefined ? [`${version}: no such version`] : differences(schema, oracle, version);
  });
}

/** What of a schema is not so upstream: fields, types, enum values, and required fields that it does not require. */
function differences(schema: Schema, theirs: Schema, path: string): string[] {
  if (theirs['x-kubernetes-preserve-unknown-fields'] === true && theirs.properties === undefined) return [];
  const found: string[] = [];
  if (typeOf(schema) !== typeOf(theirs)) found.push(`${path}: ${typeOf(schema)}, not ${typeOf(theirs)}`);
  if ((schema.nullable ?? false) !== (theirs.nullable ?? false)) found.push(`${path}: other nullable`);
  const allowed = theirs.enum;
  if (allowed !== undefined) {
    found.push(...(schema.enum ?? []).filter((value) => !allowed.includes(value)).map((value) => `${path}: no value ${JSON.stringify(value)}`));
  }
  for (const name of theirs.required ?? []) {
    if (schema.required?.includes(name) !== true && theirs.properties?.[name]?.default === undefined) {
      found.push(`${path}: "${name}" is required`);
    }
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const counterpart = theirs.properties?.[name];
    found.push(
      ...(counterpart === undefined
        ? [`${path}.${name}: unknown field`]
        : differences(property, counterpart, `${path}.${name}`)),
    );
  }
  if (schema.items !== undefined) found.push(...differences(schema.items, theirs.items ?? {}, `${path}[]`));
  if (typeof schema.additionalProperties === 'object') {
    const values = theirs.additionalProperties;
    found.push(...differences(schema.additionalProperties, typeof values === 'object' ? values : {}, `${path}{}`));
  }
  return found;
}

function typeOf(schema: Schema): string {
  if (schema['x-kubernetes-int-or-string'] === true) return 'int-or-string';
  return schema.type ?? (schema['x-kubernetes-preserve-unknown-fields'] === true ? 'anything' : 'untyped');
}

function untyped(schema: Schema, path: string): string[] {
  return [
    ...(typeOf(schema) === 'untyped' ? [path] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => untyped(property, `${path}.${name}`)),
    ...(schema.items === undefined ? [] : untyped(schema.items, `${path}[]`)),
    ...(typeof schema.additionalProperties === 'object' ? untyped(schema.additionalProperties, `${path}{}`) : []),
  ];
}

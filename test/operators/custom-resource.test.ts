import { Testing } from 'cdk8s';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Cluster, ClusterChart, Environment, Fleet } from '../../lib';
import { Field } from '../../lib/manifest/objects/field';
import { CustomResource, CustomResourceDefinition, field } from '../../lib/operators';
import { rejection } from '../rejection';

const spec = z.object({
  engine: field(z.enum(['postgresql', 'mysql']), { immutable: true }).describe('What it is.'),
  version: z
    .string()
    .max(10)
    .regex(/^[0-9]+(\.[0-9]+)?$/),
  instances: z.int().min(1).max(9).default(3),
  zone: field(z.string().max(20), { immutable: true }).optional(),
  users: field(z.array(z.object({ name: z.string().max(63), superuser: z.boolean().optional() })).max(50), {
    listType: 'map',
    listMapKeys: ['name'],
  }).optional(),
  backup: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('s3'), bucket: z.string(), region: z.string().optional() }),
      z.object({ type: z.literal('gcs'), bucket: z.string(), project: z.string() }),
    ])
    .optional(),
  port: z.union([z.string(), z.int()]).optional(),
});
const databases = new CustomResource({
  group: 'acme.example.com',
  kind: 'Database',
  versions: { v1: { spec, status: z.object({ phase: z.string().optional() }) } },
});
const Database = databases.construct('v1');
const specSchema = Field.root(databases.definition)
  .at('spec', 'versions')
  .items()[0]
  ?.at('schema', 'openAPIV3Schema', 'properties', 'spec');

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'operators-'));
});
afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
});

function synth(declare: (chart: ClusterChart) => void): void {
  const cluster = new Cluster('dev-1', { environment: new Environment('dev'), kubernetesVersion: '1.33' });
  const fleet = new Fleet({ clusters: [cluster], outdir });
  fleet.deploy((scope) => declare(new ClusterChart(scope, 'data', { namespace: 'data' })));
  fleet.synth();
}

test('a kind and its objects pass all checks', () => {
  expect(() =>
    synth((chart) => {
      new CustomResourceDefinition(chart, 'databases', { resource: databases });
      new Database(chart, 'orders', { spec: { engine: 'mysql', version: '8', backup: { type: 's3', bucket: 'b' } } });
    }),
  ).not.toThrow();
});

test('a wrong field does not compile, and is refused in the words of the API server', () => {
  const chart = new ClusterChart(Testing.app(), 'data', { namespace: 'data' });
  // @ts-expect-error there is no such engine
  expect(() => new Database(chart, 'a', { spec: { engine: 'oracle', version: '19' } })).toThrow(
    rejection('Database data/a', 'spec.engine', 'Unsupported value: "oracle": supported values: "postgresql", "mysql"'),
  );
  // @ts-expect-error it is called instances
  expect(() => new Database(chart, 'b', { spec: { engine: 'mysql', version: '8', replicas: 3 } })).toThrow(
    'unknown field "spec.replicas"',
  );
  expect(() => new Database(chart, 'c', { spec: { engine: 'mysql', version: '8.0.1' } })).toThrow(
    "should match '^[0-9]+",
  );
  expect(
    // @ts-expect-error a bucket is no project
    () => new Database(chart, 'd', { spec: { engine: 'mysql', version: '8', backup: { type: 'gcs', bucket: 'b' } } }),
  ).toThrow(rejection('Database data/d', 'spec.backup.project', 'Required value: required where type is gcs'));
  // @ts-expect-error JavaScript may leave anything out
  expect(() => new Database(chart, 'e')).toThrow('error  valid-declaration  Database data/e');
  // @ts-expect-error the props are named
  expect(() => new Database(chart, 'f', { specs: {} })).toThrow('did you mean "spec"?');
});

test('fields of one variant are refused in another', () => {
  const object = (backup: object) => ({
    apiVersion: 'acme.example.com/v1',
    kind: 'Database',
    metadata: { name: 'orders' },
    spec: { engine: 'mysql', version: '8', backup: { ...backup } },
  });
  expect(databases.validate(object({ type: 'gcs', bucket: 'b', project: 'p' }))).toEqual([]);
  expect(databases.validate(object({ type: 'gcs', bucket: 'b', project: 'p', region: 'r' }))).toMatchObject([
    { path: 'spec.backup.region', message: 'Forbidden: must be left out unless type is s3' },
  ]);
});

test('an immutable field is never changed, and one that may be left out is never taken away', () => {
  expect(specSchema?.at('properties', 'engine', 'x-kubernetes-validations').value).toEqual([
    { rule: 'self == oldSelf', message: 'field is immutable' },
  ]);
  expect(specSchema?.at('x-kubernetes-validations').value).toEqual([
    {
      rule: '!has(oldSelf.zone) || has(self.zone)',
      message: 'zone is immutable: it cannot be taken away',
      fieldPath: '.zone',
    },
  ]);
});

test('a number or a text is what Kubernetes calls int-or-string', () => {
  expect(specSchema?.at('properties', 'port').value).toEqual({ 'x-kubernetes-int-or-string': true });
});

test('exactly one of some fields is a rule', () => {
  const kind = new CustomResource({
    group: 'acme.example.com',
    kind: 'Source',
    versions: {
      v1: {
        spec: field(z.object({ git: z.string().optional(), oci: z.string().optional() }), {
          exactlyOneOf: ['git', 'oci'],
        }),
      },
    },
  });
  const source = (fields: object) => ({
    apiVersion: 'acme.example.com/v1',
    kind: 'Source',
    metadata: { name: 'one' },
    spec: { ...fields },
  });
  expect(kind.validate(source({ git: 'a' }))).toEqual([]);
  for (const wrong of [{}, { git: 'a', oci: 'b' }]) {
    expect(kind.validate(source(wrong))).toMatchObject([
      { path: 'spec', message: 'Invalid value: "object": exactly one of git, oci must be set' },
    ]);
  }
});

test('versions, columns, scale and selectable fields are in the definition', () => {
  const { definition } = new CustomResource({
    group: 'acme.example.com',
    kind: 'Proxy',
    shortNames: ['px'],
    categories: ['all'],
    scope: 'Cluster',
    description: 'A proxy of the platform.',
    conversion: { namespace: 'acme-system', service: 'acme-webhook' },
    versions: {
      v1: {
        storage: true,
        spec: z.object({ replicas: z.int().optional(), class: z.string().optional() }),
        status: z.object({ replicas: z.int().optional(), selector: z.string().optional() }),
        scale: {
          specReplicasPath: '.spec.replicas',
          statusReplicasPath: '.status.replicas',
          labelSelectorPath: '.status.selector',
        },
        printerColumns: [{ name: 'Replicas', type: 'integer', jsonPath: '.spec.replicas' }],
        selectableFields: ['.spec.class'],
        rules: [{ rule: "self.metadata.name != 'none'" }],
      },
      v1beta1: { deprecated: 'use v1', spec: z.object({ count: z.int().optional() }) },
    },
  });
  expect(definition).toMatchSnapshot();
});

describe('what a definition cannot be', () => {
  const one = { spec: z.object({ a: z.string().optional() }) };
  const other = { spec: z.object({ b: z.string().optional() }) };
  const define = (props: object): unknown =>
    new CustomResource({ group: 'acme.example.com', kind: 'Thing', versions: { v1: one }, ...props });

  test('no version, or two, that objects are kept in', () => {
    expect(() => define({ versions: {} })).toThrow('0 of no versions are stored: must be exactly one');
    expect(() => define({ versions: { v1: one, v2: one } })).toThrow('0 of v1, v2 are stored: must be exactly one');
  });

  test('versions that differ, when nothing is said of how one becomes the other', () => {
    const versions = { v1: { ...one, storage: true }, v2: other };
    expect(() => define({ versions })).toThrow('Required value: the schemas of the versions differ');
    expect(() => define({ versions, conversion: 'None' })).not.toThrow();
  });

  test('what JavaScript mistypes', () => {
    expect(() => define({ kinds: 'a' })).toThrow('did you mean "kind"?');
    expect(() => define({ versions: { v1: { spec: {} } } })).toThrow('must be a schema of Zod 4');
    expect(() => define({ scope: 'namespaced' })).toThrow('write "Namespaced"');
  });

  test('a version that is not there', () => {
    // @ts-expect-error there is no v2
    expect(() => databases.construct('v2')).toThrow('Not found: "v2": must be one of "v1"');
  });
});

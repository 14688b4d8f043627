import type { JsonObject, JsonValue } from '../../lib/manifest/objects/json';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { FactsCatalog } from '../../lib/schema/facts/facts-catalog';
import { factsFromDefinitions } from '../../lib/schema/facts/facts-from-definition';
import type { StructuralSchema } from '../../lib/schema/facts/schema-facts';
import { validateStructure } from '../../lib/schema/structure/validate-structure';

/** A custom resource whose spec has one field `value` of a schema. */
function problemsOf(schema: StructuralSchema, value: JsonValue | undefined, version: JsonObject = {}): string[] {
  return problemsOfSpec({ type: 'object', properties: { value: schema } }, { value }, version);
}

function problemsOfSpec(schema: StructuralSchema, spec: JsonObject, version: JsonObject = {}): string[] {
  return problemsOfObject(schema, { metadata: { name: 'sample' }, spec }, version).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

function problemsOfObject(
  spec: StructuralSchema,
  object: Pick<Manifest, 'metadata'> & JsonObject,
  version: JsonObject = {},
): ReturnType<typeof validateStructure>['problems'] {
  const catalog = new FactsCatalog([factsFromDefinitions([sampleDefinition(spec, version)])]);
  const known = catalog.find('example.com/v1', 'Sample');
  if (known === undefined) throw new Error('the sample definition is unreadable');
  return validateStructure({ apiVersion: 'example.com/v1', kind: 'Sample', ...object }, known).problems;
}

function sampleDefinition(spec: StructuralSchema, version: JsonObject): JsonObject {
  const schema = { type: 'object', properties: { spec, status: { type: 'object', properties: {} } } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'samples.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Sample', plural: 'samples' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema }, ...version }],
    },
  } as unknown as JsonObject;
}

describe('types', () => {
  it.each<[StructuralSchema, JsonValue, string]>([
    [{ type: 'string' }, 8080, 'Invalid value: 8080: must be of type string'],
    [{ type: 'integer' }, '3', 'Invalid value: "3": must be of type integer'],
    [{ type: 'integer' }, 1.5, 'Invalid value: 1.5: must be of type integer'],
    [{ type: 'number' }, 'x', 'Invalid value: "x": must be of type number'],
    [{ type: 'boolean' }, 'yes', 'Invalid value: "yes": must be of type boolean'],
    [{ type: 'array', items: { type: 'string' } }, {}, 'Invalid value: {}: must be of type array'],
    [{ type: 'object' }, [], 'Invalid value: []: must be of type object'],
    [{ type: 'string', nullable: true, enum: ['a'] }, null, 'Unsupported value: null: supported values: "a"'],
    [{ type: 'string', nullable: true, enum: ['a', null] }, null, 'Unsupported value: null: supported values: "a"'],
    [{ 'x-kubernetes-int-or-string': true }, 1.5, 'Invalid value: 1.5: must be of type integer or string'],
  ])('%j refuses %j', (schema, value, message) => {
    expect(problemsOf(schema, value)).toEqual([`spec.value: ${message}`]);
  });

  it.each<[StructuralSchema, JsonValue]>([
    [{ type: 'string' }, ''],
    [{ type: 'integer' }, 3],
    [{ type: 'number' }, 3],
    [{ type: 'number' }, 0.5],
    [{ type: 'boolean' }, false],
    [{ type: 'array', items: { type: 'integer' } }, []],
    [{ 'x-kubernetes-int-or-string': true }, '50%'],
    [{ 'x-kubernetes-int-or-string': true }, 50],
    [{ 'x-kubernetes-preserve-unknown-fields': true }, { anything: [1, 'x'] }],
  ])('%j accepts %j', (schema, value) => {
    expect(problemsOf(schema, value)).toEqual([]);
  });

  it('says where in a list of maps the value stands', () => {
    const schema: StructuralSchema = {
      type: 'array',
      items: { type: 'object', properties: { ports: { type: 'array', items: { type: 'integer' } } } },
    };
    expect(problemsOf(schema, [{ ports: [1] }, { ports: [1, 'http'] }])).toEqual([
      'spec.value[1].ports[1]: Invalid value: "http": must be of type integer',
    ]);
  });

  it('says how to write the value that was probably meant', () => {
    const fixes = (schema: StructuralSchema, value: JsonValue): string[] =>
      problemsOfObject(
        { type: 'object', properties: { value: schema } },
        { metadata: { name: 'x' }, spec: { value } },
      ).map(({ fix }) => fix);
    expect(fixes({ type: 'string' }, 8080)).toEqual(['put the value in quotes: "8080"']);
    expect(fixes({ type: 'string' }, false)).toEqual([
      'put what stands there in quotes: no, off and n without them mean false',
    ]);
    expect(fixes({ type: 'integer' }, '8080')).toEqual(['remove the quotes: 8080']);
    expect(fixes({ type: 'boolean' }, 'true')).toEqual(['remove the quotes: true']);
  });
});

describe('fields', () => {
  const spec: StructuralSchema = {
    type: 'object',
    properties: { containers: { type: 'array', items: { type: 'string' } }, replicas: { type: 'integer' } },
    required: ['containers'],
  };

  it('reports an unknown field with its path, and what was probably meant', () => {
    expect(problemsOfObject(spec, { metadata: { name: 'x' }, spec: { containers: [], replica: 1 } })).toEqual([
      {
        path: 'spec.replica',
        message: 'unknown field "spec.replica"',
        fix: 'did you mean "replicas"?',
        severity: 'error',
      },
    ]);
  });

  it('suggests nothing for a word that is like no other', () => {
    expect(problemsOfObject(spec, { metadata: { name: 'x' }, spec: { containers: [], zone: 1 } })[0]?.fix).toBe(
      'remove the field',
    );
  });

  it('reports a required field that is missing, or null', () => {
    const missing = ['spec.containers: Required value'];
    expect(problemsOfSpec(spec, {})).toEqual(missing);
    expect(problemsOfSpec(spec, { containers: null })).toEqual(missing);
  });

  it('validates the fields of metadata, and takes null there for absent', () => {
    const metadata = { name: 'x', creationTimestamp: null, labels: { port: 80 }, label: {} };
    const problems = problemsOfObject(spec, {
      metadata: metadata as unknown as Manifest['metadata'],
      spec: { containers: [] },
    });
    expect(problems.map(({ path, message, fix }) => [path, message, fix])).toEqual([
      ['metadata.labels[port]', 'Invalid value: 80: must be of type string', 'put the value in quotes: "80"'],
      ['metadata.label', 'unknown field "metadata.label"', 'did you mean "labels"?'],
    ]);
  });

  it('demands a name or a generateName', () => {
    expect(problemsOfObject(spec, { metadata: {}, spec: { containers: [] } }).map(({ message }) => message)).toEqual([
      'Required value: name or generateName is required',
    ]);
    expect(problemsOfObject(spec, { metadata: { generateName: 'x-' }, spec: { containers: [] } })).toEqual([]);
  });

  it('keeps unknown fields where the schema does, and still validates the known ones', () => {
    const open: StructuralSchema = { ...spec, 'x-kubernetes-preserve-unknown-fields': true };
    expect(problemsOfSpec(open, { containers: [], extra: 1 })).toEqual([]);
    expect(problemsOfSpec(open, { containers: [], replicas: 'x' })).toHaveLength(1);
  });

  it('validates every entry of a map with free keys', () => {
    const map: StructuralSchema = { type: 'object', additionalProperties: { type: 'integer' }, maxProperties: 2 };
    expect(problemsOf(map, { a: 1, b: 'two' })).toEqual([
      'spec.value[b]: Invalid value: "two": must be of type integer',
    ]);
    expect(problemsOf(map, { a: 1, b: 2, c: 3 })).toEqual(['spec.value: Too many: 3: must have at most 2 items']);
  });

  it('demands apiVersion and kind of an embedded object', () => {
    const embedded: StructuralSchema = {
      type: 'object',
      'x-kubernetes-embedded-resource': true,
      'x-kubernetes-preserve-unknown-fields': true,
    };
    expect(problemsOf(embedded, { kind: 'ConfigMap', metadata: { nam: 'x' } })).toEqual([
      'spec.value.metadata.nam: unknown field "spec.value.metadata.nam"',
      'spec.value.apiVersion: Required value',
    ]);
  });

  it('ignores a status that is a subresource', () => {
    const object = { metadata: { name: 'x' }, spec: { containers: [] }, status: { unknown: 1 } };
    expect(problemsOfObject(spec, object, { subresources: { status: {} } })).toEqual([]);
    expect(problemsOfObject(spec, object)).toHaveLength(1);
  });
});

describe('nulls and defaults', () => {
  it('drops a null that a field may not hold, and fills in the default', () => {
    expect(problemsOf({ type: 'string' }, null)).toEqual([]);
    expect(problemsOf({ type: 'string', default: 'x', enum: ['y'] }, null)).toHaveLength(1);
    expect(problemsOf({ type: 'string', default: 'x', enum: ['y'] }, undefined)).toHaveLength(1);
  });

  it('refuses a null in a list', () => {
    expect(problemsOf({ type: 'array', items: { type: 'string' } }, ['a', null])).toEqual([
      'spec.value[1]: Invalid value: null: must be of type string',
    ]);
  });

  it('keeps a null that a field may hold', () => {
    expect(problemsOf({ type: 'string', nullable: true, minLength: 1 }, null)).toEqual([]);
  });

  it('fulfils what is required by its default', () => {
    const spec: StructuralSchema = {
      type: 'object',
      properties: { size: { type: 'integer', default: 1 } },
      required: ['size'],
    };
    expect(problemsOfSpec(spec, {})).toEqual([]);
  });
});

describe('lists', () => {
  it.each<[StructuralSchema, JsonValue, string[]]>([
    [{ type: 'array', minItems: 1 }, [], ['spec.value: Invalid value: []: should have at least 1 items']],
    [{ type: 'array', maxItems: 1 }, ['a', 'b'], ['spec.value: Too many: 2: must have at most 1 items']],
    [{ type: 'array', 'x-kubernetes-list-type': 'set' }, ['a', 'b', 'a', 'a'], ['spec.value[2]: Duplicate value: "a"']],
  ])('%j says of %j: %j', (schema, value, problems) => {
    expect(problemsOf(schema, value)).toEqual(problems);
  });

  const map: StructuralSchema = {
    type: 'array',
    items: { type: 'object', properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' } } },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['port', 'protocol'],
  };

  it('tells items apart by their keys, defaults included', () => {
    expect(problemsOf(map, [{ port: 1 }, { port: 1, protocol: 'UDP' }])).toEqual([]);
    expect(problemsOf(map, [{ port: 1 }, { port: 1, protocol: 'TCP' }])).toEqual([
      'spec.value[1]: Duplicate value: {"port":1,"protocol":"TCP"}',
    ]);
  });
});

describe('values', () => {
  it.each<[StructuralSchema, JsonValue, string]>([
    [
      { type: 'string', enum: ['Always', 'Never'] },
      'always',
      'Unsupported value: "always": supported values: "Always", "Never"',
    ],
    [{ type: 'string', pattern: '^(?i)a+$' }, 'b', `Invalid value: "b": should match '^(?i)a+$'`],
    [{ type: 'string', minLength: 2 }, '€', 'Invalid value: "€": should be at least 2 chars long'],
    [{ type: 'string', maxLength: 1 }, 'ab', 'Too long: may not be more than 1 bytes'],
    [{ type: 'integer', minimum: 1 }, 0, 'Invalid value: 0: should be greater than or equal to 1'],
    [{ type: 'integer', maximum: 1 }, 2, 'Invalid value: 2: should be less than or equal to 1'],
    [{ type: 'number', minimum: 0, exclusiveMinimum: true }, 0, 'Invalid value: 0: should be greater than 0'],
    [{ type: 'number', maximum: 1, exclusiveMaximum: true }, 1, 'Invalid value: 1: should be less than 1'],
    [{ type: 'integer', multipleOf: 5 }, 7, 'Invalid value: 7: should be a multiple of 5'],
    [{ type: 'integer', format: 'int32' }, 2 ** 31, 'Invalid value: 2147483648: must fit into 32 bits'],
    [{ type: 'integer' }, 2 ** 63, 'Invalid value: 9223372036854776000: must fit into 64 bits'],
    [{ type: 'object', minProperties: 1 }, {}, 'Invalid value: {}: should have at least 1 properties'],
  ])('%j refuses %j', (schema, value, message) => {
    expect(problemsOf(schema, value)).toEqual([`spec.value: ${message}`]);
  });

  it.each<[StructuralSchema, JsonValue]>([
    [{ type: 'string', maxLength: 1 }, '€'],
    [{ type: 'string', maxLength: 1 }, '😀'],
    [{ type: 'string', pattern: '(?i)^A$' }, 'a'],
    [{ type: 'integer', enum: [0, 1] }, 0],
    [{ type: 'object', additionalProperties: { type: 'integer' }, enum: [{ a: 1 }] }, { a: 1 }],
  ])('%j accepts %j', (schema, value) => {
    expect(problemsOf(schema, value)).toEqual([]);
  });

  it('cannot decide about a pattern that is no RE2 expression', () => {
    const spec: StructuralSchema = { type: 'object', properties: { value: { type: 'string', pattern: '(?=a)' } } };
    expect(problemsOfObject(spec, { metadata: { name: 'x' }, spec: { value: 'a' } })).toMatchObject([
      { path: 'spec.value', status: 'unproved' },
    ]);
  });
});

describe('formats', () => {
  it.each([
    ['date-time', '2026-02-28T12:00:00Z', '2026-02-30T12:00:00Z'],
    ['date', '2024-02-29', '2026-02-29'],
    ['duration', '1h30m', 'soon'],
    ['duration', '3 days', '3 parsecs'],
    ['byte', 'aGVsbG8=', 'aGVsbG8'],
    ['ipv4', '10.0.0.1', '10.0.0.256'],
    ['ipv6', '2001:db8::1', '10.0.0.1'],
    ['cidr', '10.0.0.0/8', '10.0.0.0/33'],
    ['hostname', 'www.example.com', '-example'],
    ['uuid', 'd4b4b0a6-3c2e-4f7e-9d0a-0f8a5a1f6f3b', 'd4b4b0a6'],
    ['uri', 'https://example.com', 'example'],
    ['email', 'team@example.com', 'team'],
    ['mac', '01:23:45:67:89:ab', '01:23'],
  ])('%s takes %s and refuses %s', (format, right, wrong) => {
    expect(problemsOf({ type: 'string', format }, right)).toEqual([]);
    expect(problemsOf({ type: 'string', format }, wrong)).toEqual([
      `spec.value: Invalid value: ${JSON.stringify(wrong)}: must be of type ${format}`,
    ]);
  });

  it('ignores a format that the API server does not know', () => {
    expect(problemsOf({ type: 'string', format: 'colour' }, 'blue')).toEqual([]);
  });
});

describe('junctors', () => {
  const choice: StructuralSchema = {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'string' } },
    oneOf: [{ required: ['a'] }, { required: ['b'] }],
  };

  it('names the choice when none or both of two fields are there', () => {
    const [none] = problemsOfObject(
      { type: 'object', properties: { value: choice } },
      { metadata: { name: 'x' }, spec: { value: {} } },
    );
    expect(none).toEqual({
      path: 'spec.value',
      message: 'Invalid value: {}: must validate one and only one schema (oneOf). Found none valid',
      fix: 'choose one of: a, b',
    });
    expect(problemsOf(choice, { a: '', b: '' })).toEqual([
      'spec.value: Invalid value: {"a":"","b":""}: must validate one and only one schema (oneOf). Found 2 valid alternatives',
    ]);
    expect(problemsOf(choice, { a: '' })).toEqual([]);
  });

  it('needs one alternative of anyOf, all of allOf and none of not', () => {
    const anyOf: StructuralSchema = { type: 'integer', anyOf: [{ minimum: 10 }, { maximum: 1 }] };
    expect(problemsOf(anyOf, 0)).toEqual([]);
    expect(problemsOf(anyOf, 5)[0]).toBe('spec.value: Invalid value: 5: must validate at least one schema (anyOf)');
    const allOf: StructuralSchema = { type: 'integer', allOf: [{ minimum: 1 }, { maximum: 3 }] };
    expect(problemsOf(allOf, 2)).toEqual([]);
    expect(problemsOf(allOf, 4)).toEqual(['spec.value: Invalid value: 4: should be less than or equal to 3']);
    const not: StructuralSchema = { type: 'string', not: { enum: ['root'] } };
    expect(problemsOf(not, 'user')).toEqual([]);
    expect(problemsOf(not, 'root')).toEqual(['spec.value: Invalid value: "root": must not validate the schema (not)']);
  });

  it('names no unknown fields inside of a junctor', () => {
    const nested: StructuralSchema = {
      type: 'object',
      properties: { a: { type: 'object', properties: { b: { type: 'integer' } } } },
      anyOf: [{ properties: { a: { properties: { b: { minimum: 1 } } } } }],
    };
    expect(problemsOf(nested, { a: { b: 1 } })).toEqual([]);
  });
});

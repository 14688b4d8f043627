import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import { compactSchema } from '../../../lib/schema/pull/compact-schema';
import { factsFromDefinition } from '../../../lib/schema/pull/facts-from-definition';
import { factsFromOpenApi } from '../../../lib/schema/pull/facts-from-openapi';
import { encodeFacts } from '../../../lib/schema/pull/store-facts';

const meta = { $ref: '#/components/schemas/Meta' };

/** An OpenAPI document as kube-apiserver writes it, of one kind that refers to two definitions. */
const document = {
  paths: {
    '/apis/kitchen.example.com/v1/namespaces/{namespace}/pots/{name}': {
      put: { 'x-kubernetes-group-version-kind': { group: 'kitchen.example.com', version: 'v1', kind: 'Pot' } },
    },
    '/apis/kitchen.example.com/v1/namespaces/{namespace}/pots/{name}/status': {},
    '/apis/kitchen.example.com/v1/namespaces/{namespace}/pots': {},
    '/apis/kitchen.example.com/v1/tastings': {
      post: { 'x-kubernetes-group-version-kind': { group: 'kitchen.example.com', version: 'v1', kind: 'Tasting' } },
    },
  },
  components: {
    schemas: {
      Pot: {
        description: 'A pot.',
        type: 'object',
        properties: {
          metadata: { description: 'Its name.', default: {}, allOf: [meta] },
          size: { type: 'integer', format: 'int32', default: 0 },
          lid: { type: 'string', default: 'glass', enum: ['glass', 'steel'] },
        },
        'x-kubernetes-group-version-kind': [{ group: 'kitchen.example.com', version: 'v1', kind: 'Pot' }],
      },
      Meta: { type: 'object', properties: { times: { type: 'array', items: { $ref: '#/components/schemas/Time' } } } },
      Time: { type: 'string', format: 'date-time' },
      Options: { type: 'object' },
      Tasting: {
        type: 'object',
        'x-kubernetes-group-version-kind': [{ group: 'kitchen.example.com', version: 'v1', kind: 'Tasting' }],
      },
    },
  },
};

describe('an OpenAPI document', () => {
  test('gives the kinds whose objects can be stored, without prose and without zero values as defaults', () => {
    expect(factsFromOpenApi(document).kinds).toEqual({
      'kitchen.example.com/v1/Pot': {
        scope: 'Namespaced',
        plural: 'pots',
        statusSubresource: true,
        schema: {
          type: 'object',
          properties: {
            metadata: { $ref: 'Meta' },
            size: { type: 'integer', format: 'int32' },
            lid: { type: 'string', default: 'glass', enum: ['glass', 'steel'] },
          },
        },
      },
    });
  });

  test('gives the definitions that these kinds refer to, directly or not, and no others', () => {
    expect(factsFromOpenApi(document).definitions).toEqual({
      Meta: { type: 'object', properties: { times: { type: 'array', items: { $ref: 'Time' } } } },
      Time: { type: 'string', format: 'date-time' },
    });
  });

  test('may be anything else, and then gives nothing', () => {
    expect(factsFromOpenApi({ paths: [], components: null })).toEqual({ kinds: {}, definitions: {} });
  });
});

describe('a definition', () => {
  const version = (name: string, more: JsonObject = {}): JsonObject => ({
    name,
    served: true,
    schema: { openAPIV3Schema: { type: 'object', description: 'A spoon.' } },
    ...more,
  });
  const definition = (versions: readonly JsonObject[]): JsonObject => ({
    spec: { group: 'kitchen.example.com', scope: 'Cluster', names: { kind: 'Spoon', plural: 'spoons' }, versions },
  });

  test('gives a kind for each version, and says which are not served', () => {
    const versions = [version('v1', { subresources: { status: {} } }), version('v1beta1', { served: false })];
    expect(factsFromDefinition(definition(versions))).toEqual({
      'kitchen.example.com/v1/Spoon': {
        scope: 'Cluster',
        plural: 'spoons',
        statusSubresource: true,
        schema: { type: 'object' },
      },
      'kitchen.example.com/v1beta1/Spoon': {
        scope: 'Cluster',
        plural: 'spoons',
        served: false,
        schema: { type: 'object' },
      },
    });
  });

  test('that is broken gives nothing', () => {
    expect(factsFromDefinition({ spec: null })).toEqual({});
    expect(factsFromDefinition({ spec: { names: {}, versions: [] } })).toEqual({});
  });
});

describe('a compact schema', () => {
  test('keeps a property that is called like a keyword', () => {
    const schema = { properties: { description: { type: 'string', title: 'x' }, $ref: { type: 'string' } } };
    expect(compactSchema(schema)).toEqual({
      properties: { $ref: { type: 'string' }, description: { type: 'string' } },
    });
  });

  test('keeps rules, list keys and what may be an integer or a string', () => {
    const schema = {
      'x-kubernetes-validations': [{ rule: 'self.a > 1', message: 'too small' }],
      items: { 'x-kubernetes-int-or-string': true, description: 'gone' },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    };
    expect(compactSchema(schema)).toEqual({ ...schema, items: { 'x-kubernetes-int-or-string': true } });
  });
});

test('the bytes of a facts file depend on nothing but the facts', () => {
  const facts = { format: 1, name: 'a', kubernetes: '1.33', kinds: {}, definitions: {} } as const;
  const bytes = encodeFacts(facts);
  expect(bytes.subarray(0, 10).toString('hex')).toBe('1f8b08000000000002ff');
  expect(JSON.parse(gunzipSync(bytes).toString())).toEqual(facts);
});

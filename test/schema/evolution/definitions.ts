import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { JsonObject, JsonValue } from '../../../lib/manifest/objects/json';
import type { StructuralSchema } from '../../../lib/schema/facts/schema-facts';

/** A version that is served, with one field. */
export function version(
  name: string,
  more: JsonObject = {},
  schema: StructuralSchema = { type: 'string' },
): JsonObject {
  const openAPIV3Schema = {
    type: 'object',
    properties: { spec: { type: 'object', properties: { field: plain(schema) } } },
  };
  return { name, served: true, storage: false, schema: { openAPIV3Schema }, ...more };
}

/** A definition of Things, namespaced, as an API server takes it. */
export function definition(versions: readonly JsonObject[], spec: JsonObject = {}, names: JsonObject = {}): Manifest {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Thing', plural: 'things', singular: 'thing', listKind: 'ThingList', ...names },
      versions,
      ...spec,
    },
  };
}

/** A definition with one version, whose `spec.field` has a schema. */
export function definitionOf(schema: StructuralSchema): Manifest {
  return definition([version('v1', { storage: true }, schema)]);
}

/** A schema is JSON, which its type does not say. */
function plain(schema: StructuralSchema): JsonValue {
  return JSON.parse(JSON.stringify(schema)) as JsonValue;
}

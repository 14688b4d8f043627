import { objectMetaSchema } from './object-meta-schema';
import type { StructuralSchema } from '../facts/schema-facts';

/**
 * The schema of a custom resource, or of one embedded in it, with the fields that every object has and that a
 * definition leaves out.
 */
export function withObjectFields(schema: StructuralSchema): StructuralSchema {
  const { metadata, ...properties } = schema.properties ?? {};
  return {
    ...schema,
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      ...properties,
      metadata: metadataSchema(metadata),
    },
  };
}

/** A definition may constrain the name; it cannot add or take away fields. */
function metadataSchema(constraints: StructuralSchema | undefined): StructuralSchema {
  if (constraints?.properties === undefined) return objectMetaSchema;
  return { ...objectMetaSchema, allOf: [{ properties: constraints.properties }] };
}

import type { StructuralSchema } from '../facts/schema-facts';

/** Whether any rule of a schema, or of a schema in it, is about the change of a value. */
export function hasTransitionRules(schema: StructuralSchema): boolean {
  const { properties = {}, items, additionalProperties } = schema;
  if ((schema['x-kubernetes-validations'] ?? []).some(({ rule }) => /\boldSelf\b/.test(rule))) return true;
  const parts = [...Object.values(properties), items, additionalProperties];
  return parts.some((part) => typeof part === 'object' && hasTransitionRules(part));
}

import type { Field } from '../../../manifest/objects/field';

/** A schema within a schema that constrains the same value. */
export interface InnerSchema {
  readonly under: 'not' | 'allOf' | 'anyOf' | 'oneOf';
  readonly schema: Field;
}

/** The schemas under `not`, `allOf`, `anyOf` and `oneOf`. */
export function schemasIn(schema: Field): readonly InnerSchema[] {
  const lists = (['allOf', 'anyOf', 'oneOf'] as const).flatMap((under) =>
    schema
      .at(under)
      .items()
      .map((inner): InnerSchema => ({ under, schema: inner })),
  );
  const not = schema.at('not');
  return not.isSet ? [{ under: 'not', schema: not }, ...lists] : lists;
}

/** Whether there is more than Go's zero value: no empty text, list or map. */
export function isFilled(field: Field): boolean {
  if (!field.isSet || field.value === '') return false;
  return typeof field.value !== 'object' || field.fields().length > 0;
}

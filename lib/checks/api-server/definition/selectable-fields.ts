import type { Field } from '../../../manifest/objects/field';
import { duplicate, emptyText, invalid } from '../../field-error';
import type { Problem } from '../../finding';
import { findField } from './field-path';

const most = 8;

/** Fields that requests may select objects by are scalars of the schema, named by plain paths. */
export function* selectableFieldProblems(fields: Field, schema: Field): Iterable<Problem> {
  const seen = new Set<string>();
  for (const field of fields.items()) {
    const path = field.at('jsonPath');
    yield* emptyText(path, 'name a field, such as .spec.color');
    if (path.text === undefined || path.text === '') continue;
    const found = findField(path.text, schema, false);
    if (typeof found === 'string') {
      yield invalid(path, `is an invalid path: ${found}`, 'name a field of the schema, such as .spec.color');
      continue;
    }
    if (found.root === 'metadata') yield invalid(path, 'must not point to fields in metadata', 'leave it out');
    if (!['string', 'boolean', 'integer'].includes(found.schema.at('type').text ?? '')) {
      const rule =
        'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
      yield invalid(path, rule, 'name a scalar field');
    }
    if (seen.has(found.path)) yield duplicate(path, 'name each field once');
    seen.add(found.path);
  }
  if (seen.size > most) {
    const message = `Too many: ${seen.size}: must have at most ${most} items`;
    yield { path: fields.path, message, fix: `remove ${seen.size - most}` };
  }
}

import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** Where a schema stands, as the API server says it of one that has no type. */
type Level = 'at the root' | 'for specified array items' | 'for specified object fields';

/** A schema gives every field that it names a type, so that the API server can tell known fields from unknown ones. */
export function* structuralProblems(schema: Field, level: Level = 'at the root'): Iterable<Problem> {
  if (schema.map === undefined) return;
  yield* typeProblems(schema, level);
  const [properties, additional, items] = [
    schema.at('properties'),
    schema.at('additionalProperties'),
    schema.at('items'),
  ];
  for (const [, property] of properties.entries()) yield* structuralProblems(property, 'for specified object fields');
  if (additional.isSet && level === 'at the root') {
    yield forbidden(additional, 'must not be used at the root', 'name the fields under properties');
  }
  if (additional.isSet && additional.value !== false && properties.isSet) {
    const rule = 'additionalProperties and properties are mutual exclusive';
    yield forbidden(additional, rule, 'keep one of them');
  }
  yield* structuralProblems(additional, 'for specified object fields');
  yield* structuralProblems(items, 'for specified array items');
  if (schema.at('type').value === 'array' && !items.isSet) {
    yield required(items, 'must be specified', 'describe the items');
  }
}

function* typeProblems(schema: Field, level: Level): Iterable<Problem> {
  const type = schema.at('type');
  const isOpen = ['x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields'].some(
    (name) => schema.at(name).value === true,
  );
  if ((type.text ?? '') === '') {
    if (!isOpen && !(type.isSet && type.text === undefined)) {
      yield required(type, `must not be empty ${level}`, 'set type, such as type: object');
    }
  } else if (!types.includes(type.text ?? '')) {
    yield unsupported(type, types, 'use one of the six types');
  } else if (level === 'at the root' && type.value !== 'object') {
    yield invalid(type, 'must be object at the root', 'use type: object');
  }
}

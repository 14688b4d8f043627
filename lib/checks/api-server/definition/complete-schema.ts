import type { Field } from '../../../manifest/objects/field';
import { required } from '../../field-error';
import type { Problem } from '../../finding';
import { schemasIn } from './schema-parts';

/** Every field that is constrained under `allOf` and the like is described outside of them. */
export function* completenessProblems(schema: Field): Iterable<Problem> {
  for (const inner of schemasIn(schema)) yield* nestedProblems(inner.schema, schema);
}

function* nestedProblems(constraint: Field, described: Field): Iterable<Problem> {
  if (!constraint.isSet) return;
  if (!described.isSet) {
    yield required(described, `because it is defined in ${constraint.path}`, 'describe it here too, with its type');
    return;
  }
  for (const inner of schemasIn(constraint)) yield* nestedProblems(inner.schema, described);
  yield* nestedProblems(constraint.at('items'), described.at('items'));
  for (const [name, property] of constraint.at('properties').entries()) {
    yield* nestedProblems(property, described.at('properties').entry(name));
  }
}

import type { Field } from '../../../manifest/objects/field';
import { isJsonArray, isJsonObject, type JsonValue } from '../../../manifest/objects/json';
import { isStructuralSchema } from '../../../schema/facts/is-structural-schema';
import type { StructuralSchema } from '../../../schema/facts/schema-facts';
import { compileRulesWithin } from '../../../schema/rules/compile-rules';
import { compileSchema } from '../../../schema/structure/compile-schema';
import { ValidationReport } from '../../../schema/structure/validation-report';
import { invalid } from '../../field-error';
import type { Problem } from '../../finding';

/** The defaults of a whole definition: one at its root is an object of the kind, and must be addressable. */
export function* rootDefaultProblems(schema: Field): Iterable<Problem> {
  const value = schema.at('default');
  if (value.map !== undefined)
    for (const name of ['apiVersion', 'kind'])
      if (!value.at(name).isSet)
        yield { path: value.at(name).path, message: 'Required value', fix: 'leave the default at the root out' };
  yield* defaultProblems(schema);
}

/** A default is a value that the field could hold: the API server would put it into every object. */
function* defaultProblems(schema: Field): Iterable<Problem> {
  if (schema.map === undefined) return;
  const value = schema.at('default');
  if (value.isSet && value.value !== undefined && isStructuralSchema(schema.value)) {
    yield* valueProblems(value, value.value, schema.value);
  }
  yield* defaultProblems(schema.at('items'));
  for (const [, property] of schema.at('properties').entries()) yield* defaultProblems(property);
}

function* valueProblems(field: Field, value: JsonValue, schema: StructuralSchema): Iterable<Problem> {
  const report = new ValidationReport();
  compileSchema(untyped(schema), {}, 'schema')(value, report);
  const isUnknown = (problem: Problem): boolean => problem.message.startsWith('unknown field');
  if (report.problems.some(isUnknown) || hasMapForText(value, schema)) {
    yield invalid(field, 'must not have unknown fields', 'describe the fields, or leave them out of the default');
  }
  const refused = report.problems.filter((problem) => !isUnknown(problem) && problem.severity !== 'warning');
  if (refused.length === 0) {
    const rules = compileRulesWithin(schema);
    rules?.(value, value, report);
    rules?.(value, undefined, report);
    // Compared with itself, nothing has changed: what a rule says of it is no mere warning here.
    for (const problem of report.problems) if (!isUnknown(problem)) refused.push(problem);
  }
  const seen = new Set<string>();
  for (const { path, message, fix, status } of refused) {
    const place = path === '' || path.startsWith('[') ? `${field.path}${path}` : `${field.path}.${path}`;
    if (seen.has(`${place}: ${message}`)) continue;
    seen.add(`${place}: ${message}`);
    yield { path: place, message, fix, ...(status === undefined ? {} : { status }) };
  }
}

/** Whether a map stands where an integer or text may: none of its fields would be kept. */
function hasMapForText(value: JsonValue, schema: StructuralSchema): boolean {
  const { properties = {}, items, additionalProperties } = schema;
  if (isJsonArray(value)) return items !== undefined && value.some((item) => hasMapForText(item, items));
  if (!isJsonObject(value)) return false;
  if (schema['x-kubernetes-int-or-string'] === true) return Object.keys(value).length > 0;
  return Object.entries(value).some(([name, inner]) => {
    const others = typeof additionalProperties === 'object' ? additionalProperties : undefined;
    const own = Object.hasOwn(properties, name) ? properties[name] : others;
    return own !== undefined && inner !== undefined && hasMapForText(inner, own);
  });
}

/** A default of an integer or text is not judged by its type. */
function untyped(schema: StructuralSchema): StructuralSchema {
  const { 'x-kubernetes-int-or-string': _, ...rest } = schema;
  const { properties, items, additionalProperties } = rest;
  return {
    ...rest,
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, untyped(one)])) }),
    ...(items === undefined ? {} : { items: untyped(items) }),
    ...(typeof additionalProperties === 'object' ? { additionalProperties: untyped(additionalProperties) } : {}),
  };
}

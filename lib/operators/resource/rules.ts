import { isJsonArray, isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { escapeField } from '../../schema/cel/types/declared-type';
import { optionsKey, type ApiFieldOptions, type FieldRule } from './field';
import { refuseAt, type SchemaPlace } from './schema-place';

/** What definitions call the rules of a schema. */
export const rulesKey = 'x-kubernetes-validations';

/** The rules of a field: those that were written, and those that follow from what is said of it. */
export function rulesOf(options: ApiFieldOptions, schema: JsonObject, place: SchemaPlace): readonly JsonObject[] {
  const { rules = [], immutable = false, exactlyOneOf, atMostOneOf, atLeastOneOf } = options;
  return bounded(
    [
      ...rules,
      ...(immutable ? [{ rule: 'self == oldSelf', message: 'field is immutable' }] : []),
      ...keptFields(schema, place),
      ...countRule(exactlyOneOf, '== 1', 'exactly one', place),
      ...countRule(atMostOneOf, '<= 1', 'at most one', place),
      ...countRule(atLeastOneOf, '>= 1', 'at least one', place),
    ],
    place,
  );
}

/** Rules as a schema has them. What they cost is the API server's to bound, by how often they run. */
export function bounded(rules: readonly FieldRule[], place: SchemaPlace): readonly JsonObject[] {
  const { endless } = place;
  if (rules.length > 0 && endless !== undefined) {
    const fix = `bound ${endless}: a list by max, a map by field(schema, { maxProperties: … })`;
    refuseAt(place, `nothing bounds what a rule within ${endless} costs, which may be of any size`, fix);
  }
  return rules.map((rule) => ({ ...rule }));
}

/** A field's name as rules write it. */
export function inRule(name: string, place: SchemaPlace): string {
  const escaped = escapeField(name);
  return escaped ?? refuseAt(place, `rules in CEL cannot name the field "${name}"`, 'use letters, digits, - and _');
}

/** A field within the value of a rule, as `fieldPath` has it. */
export function pathOfField(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name}']`;
}

function countRule(
  names: readonly string[] | undefined,
  condition: string,
  words: string,
  place: SchemaPlace,
): readonly FieldRule[] {
  if (names === undefined) return [];
  const set = names.map((name) => `has(self.${inRule(name, place)})`).join(', ');
  const message = `${words} of ${names.join(', ')} must be set`;
  return [{ rule: `[${set}].filter(isSet, isSet).size() ${condition}`, message }];
}

/** A field that never changes is never taken away either, which only the object around it can see. */
function keptFields({ properties, required }: JsonObject, place: SchemaPlace): readonly FieldRule[] {
  if (!isJsonObject(properties)) return [];
  const always = isJsonArray(required) ? required : [];
  return Object.entries(properties).flatMap(([name, part]) => {
    const options = isJsonObject(part) ? part[optionsKey] : undefined;
    if (!isJsonObject(options) || options.immutable !== true || always.includes(name)) return [];
    const escaped = inRule(name, place);
    return [
      {
        rule: `!has(oldSelf.${escaped}) || has(self.${escaped})`,
        message: `${name} is immutable: it cannot be taken away`,
        fieldPath: pathOfField(name),
      },
    ];
  });
}

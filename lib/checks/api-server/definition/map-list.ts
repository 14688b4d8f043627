import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, required } from '../../field-error';
import type { Problem } from '../../finding';
import { isFilled } from './schema-parts';

/** The items of a list of type `map` are objects that their keys identify; those of a `set` are never null. */
export function* mapListProblems(schema: Field): Iterable<Problem> {
  const [listType, keys] = [schema.at('x-kubernetes-list-type'), schema.at('x-kubernetes-list-map-keys')];
  if (isFilled(keys) && listType.value !== 'map') {
    const rule = 'must be map if x-kubernetes-list-map-keys is non-empty';
    yield listType.isSet ? invalid(listType, rule, 'use map') : required(listType, rule, 'use map');
  }
  if (listType.value === 'map') yield* keyedProblems(schema, keys);
  if (listType.value !== 'map' && listType.value !== 'set') return;
  const nullable = schema.at('items', 'nullable');
  if (nullable.value === true) {
    const rule = `cannot be nullable when x-kubernetes-list-type is ${String(listType.value)}`;
    yield forbidden(nullable, rule, 'leave nullable out');
  }
}

function* keyedProblems(schema: Field, keys: Field): Iterable<Problem> {
  const items = schema.at('items');
  if (!isFilled(keys)) {
    yield required(keys, 'must not be empty if x-kubernetes-list-type is map', 'name the fields that tell items apart');
  }
  if (!items.isSet) {
    yield required(items, 'must have a schema if x-kubernetes-list-type is map', 'describe the items');
    return;
  }
  const type = items.at('type');
  if (type.value !== 'object') {
    const rule = "must be object if parent array's x-kubernetes-list-type is map";
    yield invalid(type, rule, 'use type: object', type.text ?? '');
    return;
  }
  const seen = new Set<string>();
  for (const { text: key = '' } of keys.items()) {
    yield* keyProblems(key, items, keys);
    if (seen.has(key)) yield invalid(keys, 'must not contain duplicate entries', 'name each key once');
    seen.add(key);
  }
}

function* keyProblems(key: string, items: Field, keys: Field): Iterable<Problem> {
  const property = items.at('properties').entry(key);
  if (!property.isSet) {
    yield invalid(keys, 'entries must all be names of item properties', 'describe the key among the properties');
    return;
  }
  const type = property.at('type');
  if (type.value === 'array' || type.value === 'object') {
    const rule = "must be a scalar type if parent array's x-kubernetes-list-type is map";
    yield invalid(type, rule, 'choose a key that is a scalar', 'object');
  }
  const isRequired = items
    .at('required')
    .items()
    .some(({ value }) => value === key);
  if (!isRequired && !property.at('default').isSet) {
    const rule = 'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property';
    yield required(property.at('default'), rule, `add ${key} to required, or give it a default`);
  }
  if (property.at('nullable').value === true) {
    const rule = 'this property is in x-kubernetes-list-map-keys, so it cannot be nullable';
    yield forbidden(property.at('nullable'), rule, 'leave nullable out');
  }
}

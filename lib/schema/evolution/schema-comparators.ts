import type { SchemaComparator } from './comparator';
import { allOf } from './schema/all-of';
import { anyOf } from './schema/any-of';
import { closedFields } from './schema/closed-fields';
import { defaultValue } from './schema/default-value';
import { embeddedResource } from './schema/embedded-resource';
import { enumeration } from './schema/enumeration';
import { fieldsOverFreeKeys } from './schema/fields-over-free-keys';
import { format } from './schema/format';
import { freeKeys } from './schema/free-keys';
import { items } from './schema/items';
import { lengths } from './schema/lengths';
import { listMapKeys } from './schema/list-map-keys';
import { listType } from './schema/list-type';
import { mapType } from './schema/map-type';
import { maximum } from './schema/maximum';
import { minimum } from './schema/minimum';
import { multipleOf } from './schema/multiple-of';
import { newFieldConventions } from './schema/new-field-conventions';
import { not } from './schema/not';
import { nullable } from './schema/nullable';
import { oneOf } from './schema/one-of';
import { pattern } from './schema/pattern';
import { preserveUnknownFields } from './schema/preserve-unknown-fields';
import { removedFields } from './schema/removed-fields';
import { required } from './schema/required';
import { rules } from './schema/rules';
import { type } from './schema/type';
import { uniqueItems } from './schema/unique-items';

/** Every question about one field, sorted by name. A new one is a line here and a file. */
export const schemaComparators: readonly SchemaComparator[] = [
  allOf,
  anyOf,
  closedFields,
  defaultValue,
  embeddedResource,
  enumeration,
  fieldsOverFreeKeys,
  format,
  freeKeys,
  items,
  lengths,
  listMapKeys,
  listType,
  mapType,
  maximum,
  minimum,
  multipleOf,
  newFieldConventions,
  not,
  nullable,
  oneOf,
  pattern,
  preserveUnknownFields,
  removedFields,
  required,
  rules,
  type,
  uniqueItems,
];

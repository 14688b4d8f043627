import { fieldsOf, flag, listOf, nonEmpty, oneOf, text, wholeNumberFrom } from '../../fleet/shape';
import type { ApiFieldOptions, FieldRule } from './field';

/** What JavaScript may say of a rule. */
export const ruleShape = fieldsOf<FieldRule>({
  rule: text,
  'message?': text,
  'messageExpression?': text,
  'reason?': oneOf('FieldValueInvalid', 'FieldValueForbidden', 'FieldValueRequired', 'FieldValueDuplicate'),
  'fieldPath?': text,
  'optionalOldSelf?': flag,
});

/** What JavaScript may say of a field. */
export const fieldOptionsShape = fieldsOf<ApiFieldOptions>({
  'listType?': oneOf('atomic', 'set', 'map'),
  'listMapKeys?': nonEmpty(text, 'field'),
  'mapType?': oneOf('atomic', 'granular'),
  'rules?': listOf(ruleShape),
  'immutable?': flag,
  'exactlyOneOf?': nonEmpty(text, 'field'),
  'atMostOneOf?': nonEmpty(text, 'field'),
  'atLeastOneOf?': nonEmpty(text, 'field'),
  'minProperties?': wholeNumberFrom(0),
  'maxProperties?': wholeNumberFrom(0),
  'preserveUnknownFields?': flag,
  'embeddedResource?': flag,
  'format?': text,
});

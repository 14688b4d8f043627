import type { Field } from '../manifest/objects/field';
import type { JsonValue } from '../manifest/objects/json';
import type { Problem } from './finding';

/** A value that breaks a rule, as the API server says it: `Invalid value: 0: must be …`. */
export function invalid(field: Field, rule: string, fix: string, value = field.value): Problem {
  return { path: field.path, message: `Invalid value: ${shownValue(field, value)}: ${rule}`, fix };
}

/** A part that breaks a rule as a whole, so that showing it would show nothing in particular. */
export function invalidWhole(field: Field, rule: string, fix: string): Problem {
  return { path: field.path, message: `Invalid value: ${rule}`, fix };
}

/** A value that breaks several rules: one problem each. */
export function invalidByEach(field: Field, rules: readonly string[], fix: string, value = field.value): Problem[] {
  return rules.map((rule) => invalid(field, rule, fix, value));
}

/** A field that must be there. */
export function required(field: Field, rule: string, fix: string): Problem {
  return { path: field.path, message: rule === '' ? 'Required value' : `Required value: ${rule}`, fix };
}

/** A text that must be there: a problem where the field is missing, null or empty. */
export function* missingText(field: Field, fix: string): Iterable<Problem> {
  if (!field.isSet || field.value === '') yield required(field, '', fix);
}

/** A text that the schema requires already: a problem only where it is empty. */
export function* emptyText(field: Field, fix: string): Iterable<Problem> {
  if (field.value === '') yield required(field, '', fix);
}

/** A field that must not be there, given the others. */
export function forbidden(field: Field, rule: string, fix: string): Problem {
  return { path: field.path, message: `Forbidden: ${rule}`, fix };
}

/** A value that stood in the same list before. */
export function duplicate(field: Field, fix: string, value = field.value): Problem {
  return { path: field.path, message: `Duplicate value: ${formatValue(value)}`, fix };
}

/** A name that nothing in the object has. */
export function notFound(field: Field, fix: string): Problem {
  return { path: field.path, message: `Not found: ${formatValue(field.value)}`, fix };
}

/** A value outside of a closed set. */
export function unsupported(field: Field, supported: readonly string[], fix: string): Problem {
  const values = supported.map((value) => JSON.stringify(value)).join(', ');
  return {
    path: field.path,
    message: `Unsupported value: ${formatValue(field.value)}: supported values: ${values}`,
    fix,
  };
}

/** A number that must not be below zero; nothing where the field holds no number. */
export function* negative(field: Field): Iterable<Problem> {
  if ((field.number ?? 0) < 0) {
    yield invalid(field, 'must be greater than or equal to 0', 'use 0 or more, or leave the field out');
  }
}

/** An integer with all of its digits, also where JavaScript has rounded it. */
function shownValue(field: Field, value: JsonValue | undefined): string {
  const isRounded = typeof value === 'number' && value === field.value && Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return isRounded ? field.written : formatValue(value);
}

function formatValue(value: JsonValue | undefined): string {
  return JSON.stringify(value ?? null);
}

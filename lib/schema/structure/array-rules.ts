import { digitsAt } from '../../manifest/objects/exact-integer';
import { isJsonArray, isJsonObject, type JsonArray, type JsonValue } from '../../manifest/objects/json';
import type { StructuralSchema } from '../facts/schema-facts';
import { sortedJson } from './sorted-json';
import { formatValue, type ValidationReport } from './validation-report';
import type { CompileContext, Validator } from './validator';

/** Rules for the items of a list: how many, what each holds, and which must differ. */
export function arrayRules(schema: StructuralSchema, context: CompileContext): readonly Validator[] {
  if (schema.type !== undefined && schema.type !== 'array') return [];
  const rules = [...itemsRules(schema, context), ...lengthRules(schema), ...uniqueRules(schema, context)];
  return rules.map((rule) => (value, report) => {
    if (isJsonArray(value)) rule(value, report);
  });
}

type ArrayRule = (items: JsonArray, report: ValidationReport) => void;

function itemsRules({ items }: StructuralSchema, context: CompileContext): readonly ArrayRule[] {
  if (items === undefined) return [];
  const validate = context.compile(items, context);
  const zero = context.decoding === 'go-struct' ? zeroValue(items, context) : undefined;
  return [
    (values, report) => {
      values.forEach((item, index) => {
        report.enter(index);
        validate(item === null && zero !== undefined ? zero : item, report);
        report.leave();
      });
    },
  ];
}

/** A null in a list is no gap: in Go it becomes an item with nothing in it. */
function zeroValue(items: StructuralSchema, { definitions }: CompileContext): JsonValue | undefined {
  const [only] = items.allOf ?? [items];
  const reference = items.$ref ?? only?.$ref;
  const name = reference?.replace(/^#\/(definitions|components\/schemas)\//, '');
  const type = name === undefined ? items.type : definitions[name]?.type;
  return type === 'object' ? {} : type === 'string' ? '' : undefined;
}

function lengthRules({ minItems, maxItems }: StructuralSchema): readonly ArrayRule[] {
  const rules: ArrayRule[] = [];
  if (minItems !== undefined) {
    rules.push((items, report) => {
      const rule = `should have at least ${minItems} items`;
      if (items.length < minItems) report.invalid(items, rule, 'add the missing items');
    });
  }
  if (maxItems !== undefined) {
    rules.push(({ length }, report) => {
      if (length > maxItems) {
        report.add(`Too many: ${length}: must have at most ${maxItems} items`, `remove ${length - maxItems}`);
      }
    });
  }
  return rules;
}

function uniqueRules(schema: StructuralSchema, { decoding }: CompileContext): readonly ArrayRule[] {
  // The built-in types mark such lists for server-side apply only: a plain update is accepted.
  // Of custom resources, those that were there before would pass, and server-side apply takes none of them.
  const severity = decoding === 'go-struct' ? 'warning' : 'error';
  const identify = itemIdentity(schema);
  if (identify === undefined) return [];
  return [
    (items, report) => {
      if (items.length < 2) return;
      const seen = new Map<string, number>();
      items.forEach((item, index) => {
        const identity = identify(item);
        if (identity === undefined) return;
        const key = digitsAt(items, index) ?? identityText(identity);
        const times = seen.get(key) ?? 0;
        seen.set(key, times + 1);
        if (times !== 1) return;
        report.enter(index);
        report.add(
          `Duplicate value: ${formatValue(identity)}`,
          'remove it: server-side apply could not tell them apart',
          severity,
        );
        report.leave();
      });
    },
  ];
}

/** What must differ between the items of a list; undefined for a list of anything. */
function itemIdentity(schema: StructuralSchema): ((item: JsonValue) => JsonValue | undefined) | undefined {
  if (schema['x-kubernetes-list-type'] === 'set' || schema.uniqueItems === true) return (item) => item;
  if (schema['x-kubernetes-list-type'] !== 'map') return undefined;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const properties = schema.items?.properties ?? {};
  return (item) => {
    if (!isJsonObject(item)) return undefined;
    return Object.fromEntries(keys.map((key) => [key, item[key] ?? properties[key]?.default]));
  };
}

/** The same text for the same value, in whatever order its fields stand. Mostly there is one field, or none. */
function identityText(value: JsonValue): string {
  if (!isJsonObject(value)) return isJsonArray(value) ? sortedJson(value) : JSON.stringify(value);
  const values = Object.values(value);
  return values.length < 2 && typeof values[0] !== 'object' ? JSON.stringify(value) : sortedJson(value);
}

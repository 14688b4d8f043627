import { isJsonArray, isJsonObject, type JsonArray, type JsonValue } from '../../manifest/objects/json';
import { withObjectFields } from '../structure/object-schema';
import type { StructuralSchema } from '../facts/schema-facts';
import type { ValidationReport } from '../structure/validation-report';
import { compileRule, type CompiledRule, type UnreadableRule } from './compiled-rule';
import { evaluateRule } from './evaluate-rule';

/** Runs the rules of a schema, and of all schemas in it, on a value and what stood there before. */
export type RuleChecker = (value: JsonValue, previous: JsonValue | undefined, report: ValidationReport) => void;

/** The rules of a kind, ready to run; undefined where its schema has none anywhere. */
export function compileRules(schema: StructuralSchema): RuleChecker | undefined {
  return compile(withObjectFields(schema));
}

/** The rules of a part of a kind, such as of a field with a default. */
export function compileRulesWithin(schema: StructuralSchema): RuleChecker | undefined {
  return schema['x-kubernetes-embedded-resource'] === true ? compileRules(schema) : compile(schema);
}

function compile(schema: StructuralSchema): RuleChecker | undefined {
  const rules = (schema['x-kubernetes-validations'] ?? []).map(compileRule);
  const parts = [fieldsChecker(schema), itemsChecker(schema)].filter((part) => part !== undefined);
  if (rules.length === 0 && parts.length === 0) return undefined;
  return (value, previous, report) => {
    // A rule speaks of values: that one is missing is for the rules around it.
    if (value === null) return;
    for (const rule of rules) runRule(rule, { value, previous: previous ?? undefined, schema }, report);
    for (const part of parts) part(value, previous, report);
  };
}

function runRule(
  rule: CompiledRule | UnreadableRule,
  subject: Parameters<typeof evaluateRule>[1],
  report: ValidationReport,
): void {
  if ('evaluate' in rule) return evaluateRule(rule, subject, report);
  report.unproved(`the rule "${rule.source.rule.trim()}" could not be read: ${rule.reason}`, 'check the rule by hand');
}

function fieldsChecker(schema: StructuralSchema): RuleChecker | undefined {
  const checkers = new Map<string, RuleChecker>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const checker = compile(property);
    if (checker !== undefined) checkers.set(name, checker);
  }
  const { additionalProperties } = schema;
  const other = typeof additionalProperties === 'object' ? compile(additionalProperties) : undefined;
  if (checkers.size === 0 && other === undefined) return undefined;
  const isComparable = schema['x-kubernetes-map-type'] !== 'atomic';
  return (value, previous, report) => {
    if (!isJsonObject(value)) return;
    const before = isComparable && isJsonObject(previous) ? previous : {};
    for (const [name, child] of Object.entries(value)) {
      const named = checkers.get(name);
      const checker = named ?? (Object.hasOwn(schema.properties ?? {}, name) ? undefined : other);
      if (checker === undefined || child === undefined) continue;
      report.enter(named === undefined ? `[${name}]` : `.${name}`);
      checker(child, Object.hasOwn(before, name) ? before[name] : undefined, report);
      report.leave();
    }
  };
}

function itemsChecker(schema: StructuralSchema): RuleChecker | undefined {
  const checker = schema.items === undefined ? undefined : compile(schema.items);
  if (checker === undefined) return undefined;
  const keys = schema['x-kubernetes-list-type'] === 'map' ? schema['x-kubernetes-list-map-keys'] : undefined;
  return (value, previous, report) => {
    if (!isJsonArray(value)) return;
    const before = keys !== undefined && isJsonArray(previous) ? byKeys(previous, keys) : undefined;
    value.forEach((item, index) => {
      report.enter(index);
      checker(item, keys === undefined ? undefined : before?.get(keyText(item, keys)), report);
      report.leave();
    });
  };
}

function byKeys(items: JsonArray, keys: readonly string[]): ReadonlyMap<string, JsonValue> {
  return new Map(items.map((item) => [keyText(item, keys), item]));
}

function keyText(item: JsonValue, keys: readonly string[]): string {
  return JSON.stringify(isJsonObject(item) ? keys.map((key) => item[key] ?? null) : item);
}

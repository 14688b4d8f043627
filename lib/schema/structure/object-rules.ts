import { isJsonObject, type JsonValue } from '../../manifest/objects/json';
import { closestWord } from './closest-word';
import type { StructuralSchema } from '../facts/schema-facts';
import type { ValidationReport } from './validation-report';
import type { CompileContext, Validator } from './validator';

/** Rules for the fields of a map: which there may be, which there must be, what each holds. */
export function objectRules(schema: StructuralSchema, context: CompileContext): readonly Validator[] {
  if (schema.type !== undefined && schema.type !== 'object') return [];
  const rules = [fieldsRule(schema, context), ...requiredRules(schema, context), ...sizeRules(schema)];
  return [
    (value, report) => {
      if (isJsonObject(value)) for (const rule of rules) rule(value, report);
    },
  ];
}

type ObjectRule = (value: Readonly<Record<string, JsonValue | undefined>>, report: ValidationReport) => void;

function fieldsRule(schema: StructuralSchema, context: CompileContext): ObjectRule {
  const fields = new Map<string, FieldRule>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    fields.set(name, { step: `.${name}`, validate: context.compile(property, context) });
  }
  const other = otherFieldsRule(schema, [...fields.keys()], context);
  return (value, report) => {
    for (const name of Object.keys(value)) {
      const child = value[name];
      if (child === undefined) continue;
      const field = fields.get(name);
      if (field === undefined) {
        other(name, child, report);
        continue;
      }
      report.enter(field.step);
      field.validate(child, report);
      report.leave();
    }
  };
}

interface FieldRule {
  readonly step: string;
  readonly validate: Validator;
}

type OtherFieldRule = (name: string, value: JsonValue, report: ValidationReport) => void;

function otherFieldsRule(schema: StructuralSchema, known: readonly string[], context: CompileContext): OtherFieldRule {
  const { additionalProperties } = schema;
  if (typeof additionalProperties === 'object') {
    const validate = context.compile(additionalProperties, context);
    return (name, value, report) => {
      report.enter(`[${name}]`);
      validate(value, report);
      report.leave();
    };
  }
  if (isOpen(schema, context)) return () => undefined;
  return (name, _, report) => {
    report.enter(`.${name}`);
    const suggestion = closestWord(name, known);
    report.add(
      `unknown field "${report.path}"`,
      suggestion === undefined ? 'remove the field' : `did you mean "${suggestion}"?`,
      'error',
    );
    report.leave();
  };
}

/** Whether fields that the schema does not name are kept. */
function isOpen(schema: StructuralSchema, { structural, decoding }: CompileContext): boolean {
  if (!structural || schema['x-kubernetes-preserve-unknown-fields'] === true) return true;
  if (schema.additionalProperties === true || schema.type === undefined) return true;
  // In Go an object without fields is free-form: RawExtension, FieldsV1.
  return decoding === 'go-struct' && schema.properties === undefined;
}

function requiredRules({ required = [] }: StructuralSchema, { decoding }: CompileContext): readonly ObjectRule[] {
  const isMissing = (value: JsonValue | undefined): boolean =>
    value === undefined || (value === null && decoding === 'go-struct');
  return required.map((name) => (value, report) => {
    if (!isMissing(value[name])) return;
    report.enter(`.${name}`);
    report.add('Required value', `set "${name}"`);
    report.leave();
  });
}

function sizeRules({ minProperties, maxProperties }: StructuralSchema): readonly ObjectRule[] {
  const rules: ObjectRule[] = [];
  if (minProperties !== undefined) {
    rules.push((value, report) => {
      const rule = `should have at least ${minProperties} properties`;
      if (Object.keys(value).length < minProperties) report.invalid(value, rule, 'add the missing entries');
    });
  }
  if (maxProperties !== undefined) {
    rules.push((value, report) => {
      const count = Object.keys(value).length;
      if (count > maxProperties) {
        report.add(`Too many: ${count}: must have at most ${maxProperties} items`, `remove ${count - maxProperties}`);
      }
    });
  }
  return rules;
}

import type { JsonValue } from '../../manifest/objects/json';
import type { StructuralSchema } from '../facts/schema-facts';
import type { ValidationReport } from './validation-report';
import type { CompileContext, Validator } from './validator';

/** The rules `allOf`, `anyOf`, `oneOf` and `not`: several schemas about one value. */
export function junctorRules(schema: StructuralSchema, context: CompileContext): readonly Validator[] {
  const inner: CompileContext = { ...context, structural: false };
  const compileAll = (schemas: readonly StructuralSchema[] | undefined): readonly Validator[] | undefined =>
    schemas?.map((one) => inner.compile(one, inner));
  const all = compileAll(schema.allOf) ?? [];
  const rules: Validator[] = context.decoding === 'schema' ? all.map(allOfRule) : [...all];
  const anyOf = compileAll(schema.anyOf);
  if (anyOf !== undefined) rules.push(anyOfRule(anyOf, alternativesFix(schema.anyOf)));
  const oneOf = compileAll(schema.oneOf);
  if (oneOf !== undefined) rules.push(oneOfRule(oneOf, alternativesFix(schema.oneOf)));
  if (schema.not !== undefined) rules.push(notRule(inner.compile(schema.not, inner)));
  return rules;
}

function allOfRule(part: Validator): Validator {
  return (value, report) => {
    const attempt = report.fork();
    part(value, attempt);
    if (attempt.problems.length > 0) report.merge(attempt, 'everything');
  };
}

function anyOfRule(alternatives: readonly Validator[], fix: string): Validator {
  return (value, report) => {
    const reports = attempts(alternatives, value, report);
    const valid = reports.find(({ hasViolation }) => !hasViolation);
    if (valid !== undefined) return report.merge(valid, 'unproved');
    report.invalid(value, 'must validate at least one schema (anyOf)', fix);
    mergeNearest(reports, report);
  };
}

function oneOfRule(alternatives: readonly Validator[], fix: string): Validator {
  return (value, report) => {
    const reports = attempts(alternatives, value, report);
    const valid = reports.filter(({ hasViolation }) => !hasViolation);
    for (const one of valid) report.merge(one, 'unproved');
    if (valid.length === 1) return;
    const found = valid.length === 0 ? 'Found none valid' : `Found ${valid.length} valid alternatives`;
    report.invalid(value, `must validate one and only one schema (oneOf). ${found}`, fix);
    if (valid.length === 0) mergeNearest(reports, report);
  };
}

function notRule(forbidden: Validator): Validator {
  return (value, report) => {
    const attempt = report.fork();
    forbidden(value, attempt);
    if (attempt.hasViolation) return;
    if (attempt.problems.length > 0) report.merge(attempt, 'unproved');
    else report.invalid(value, 'must not validate the schema (not)', 'change what the schema forbids');
  };
}

function attempts(alternatives: readonly Validator[], value: JsonValue, report: ValidationReport): ValidationReport[] {
  return alternatives.map((alternative) => {
    const attempt = report.fork();
    alternative(value, attempt);
    return attempt;
  });
}

/** Adds what the alternative complains about that comes nearest, when it alone does: others would only confuse. */
function mergeNearest(reports: readonly ValidationReport[], report: ValidationReport): void {
  const fewest = reports.reduce((least, { problems }) => Math.min(least, problems.length), Infinity);
  const [nearest, ...others] = reports.filter(({ problems }) => problems.length === fewest);
  if (nearest !== undefined && others.length === 0) report.merge(nearest, 'everything');
}

/** Most alternatives are a choice of fields, and can be named. */
function alternativesFix(schemas: readonly StructuralSchema[] = []): string {
  const choices = schemas.flatMap(({ required = [] }) => (required.length === 0 ? [] : [required.join(' and ')]));
  return choices.length === schemas.length && choices.length > 0
    ? `choose one of: ${choices.join(', ')}`
    : 'choose one of the forms that the definition allows';
}

import type { JsonValue } from '../../manifest/objects/json';
import { CelError, CelUnsupported } from '../cel/cel-error';
import type { CompiledExpression } from '../cel/compiled-expression';
import { Scope } from '../cel/scope';
import { CelOptional } from '../cel/values/cel-scalars';
import type { CelValue } from '../cel/values/cel-value';
import { celValue } from '../cel/values/from-json';
import type { StructuralSchema, ValidationRule } from '../facts/schema-facts';
import type { ValidationReport } from '../structure/validation-report';
import type { CompiledRule } from './compiled-rule';

/** The value that a rule stands at, and what stood there before. */
export interface RuleSubject {
  readonly value: JsonValue;
  /** The value in the last committed tree; undefined where there was none. */
  readonly previous: JsonValue | undefined;
  readonly schema: StructuralSchema;
}

/** Runs one rule at one place, and reports what the API server would say. */
export function evaluateRule(rule: CompiledRule, subject: RuleSubject, report: ValidationReport): void {
  if (rule.isTransition && subject.previous === undefined && rule.source.optionalOldSelf !== true) return;
  const type = subject.schema.type ?? '';
  try {
    if (rule.evaluate(scopeOf(rule, subject)) === true) return;
    reportFailure(rule, subject, report);
  } catch (error) {
    const text = shortRule(rule.source);
    if (error instanceof CelError) {
      const message = `Invalid value: "${type}": ${error.message} evaluating rule: ${text}`;
      report.add(message, fixOf(rule.source), 'error');
    } else if (isEvaluationError(error)) {
      report.unproved(`the rule "${text}" could not be evaluated: ${error.message}`, 'check the rule by hand');
    } else throw error;
  }
}

/** A rule that is nested too deeply ends in a RangeError. */
function isEvaluationError(error: unknown): error is Error {
  return error instanceof CelError || error instanceof CelUnsupported || error instanceof RangeError;
}

function scopeOf({ isTransition, source }: CompiledRule, { value, previous, schema }: RuleSubject): Scope {
  const self = celValue(value, schema);
  if (!isTransition) return Scope.of({ self });
  const old = previous === undefined ? undefined : celValue(previous, schema);
  if (source.optionalOldSelf === true) return Scope.of({ self, oldSelf: new CelOptional(old) });
  return Scope.of(old === undefined ? { self } : { self, oldSelf: old });
}

/** A message sees the old value as it is, even where its rule sees an optional one. */
function messageScope({ value, previous, schema }: RuleSubject): Scope {
  const self = celValue(value, schema);
  return Scope.of(previous === undefined ? { self } : { self, oldSelf: celValue(previous, schema) });
}

function reportFailure(rule: CompiledRule, subject: RuleSubject, report: ValidationReport): void {
  const path = rule.source.fieldPath ?? '';
  const below = path === '' ? '' : normalizePath(path);
  report.add(describe(rule, subject), fixOf(rule.source), severityOf(rule), below);
}

/** What a rule says of a change is no warning, even where the value that it stands at is what it was. */
function severityOf({ isTransition }: CompiledRule): 'error' | undefined {
  return isTransition ? 'error' : undefined;
}

function describe(rule: CompiledRule, subject: RuleSubject): string {
  const { reason } = rule.source;
  const value = `"${subject.schema.type ?? ''}"`;
  const detail = expressedMessage(rule.message, subject) ?? defaultMessage(rule.source);
  if (reason === 'FieldValueForbidden') return `Forbidden: ${detail}`;
  if (reason === 'FieldValueRequired') return `Required value: ${detail}`;
  return reason === 'FieldValueDuplicate' ? `Duplicate value: ${value}` : `Invalid value: ${value}: ${detail}`;
}

function expressedMessage(expression: CompiledExpression | undefined, subject: RuleSubject): string | undefined {
  if (expression === undefined) return undefined;
  let message: CelValue;
  try {
    message = expression(messageScope(subject));
  } catch (error) {
    if (isEvaluationError(error)) return undefined;
    throw error;
  }
  if (typeof message !== 'string' || message.includes('\n') || message.trim() === '') return undefined;
  return message.trim();
}

function defaultMessage({ message = '', rule }: ValidationRule): string {
  return message.trim() === '' ? `failed rule: ${rule.trim()}` : message.trim();
}

function shortRule({ message = '', rule }: ValidationRule): string {
  return (message.trim() === '' ? rule : message).trim();
}

function fixOf({ rule }: ValidationRule): string {
  const text = rule.trim().replaceAll(/\s+/g, ' ');
  return `make this true: ${text.length > 200 ? `${text.slice(0, 197)}...` : text}`;
}

/** `['a']` is a field or a key; both are written with a dot where they can be. */
function normalizePath(path: string): string {
  return path.replaceAll(/\['([^']*)'\]/g, (_, name: string) => (/^\w+$/.test(name) ? `.${name}` : `[${name}]`));
}

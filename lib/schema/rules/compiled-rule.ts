import type { ValidationRule } from '../facts/schema-facts';
import { CelUnsupported } from '../cel/cel-error';
import { compileCel } from '../cel/compile-cel';
import type { CompiledExpression } from '../cel/compiled-expression';
import { CelSyntaxError } from '../cel/syntax/cel-syntax-error';
import { tokenize } from '../cel/syntax/tokenize';

/** A rule of a definition, made ready to run. */
export interface CompiledRule {
  readonly source: ValidationRule;
  /** A transition rule: about the change of a value, not about the value. */
  readonly isTransition: boolean;
  readonly evaluate: CompiledExpression;
  readonly message: CompiledExpression | undefined;
}

/** A rule that cannot run here, and why. */
export interface UnreadableRule {
  readonly source: ValidationRule;
  readonly reason: string;
}

const variables = ['self', 'oldSelf'];

export function compileRule(source: ValidationRule): CompiledRule | UnreadableRule {
  try {
    return {
      source,
      isTransition: mentionsOldSelf(source.rule),
      evaluate: compileCel(source.rule, variables),
      message: compileMessage(source.messageExpression),
    };
  } catch (error) {
    if (isCompileError(error)) return { source, reason: error.message };
    throw error;
  }
}

function mentionsOldSelf(rule: string): boolean {
  return tokenize(rule).some(({ kind, text }) => kind === 'identifier' && text === 'oldSelf');
}

/** Without its message a rule is as good: there is a default. */
function compileMessage(expression: string | undefined): CompiledExpression | undefined {
  if (expression === undefined || expression === '') return undefined;
  try {
    return compileCel(expression, variables);
  } catch (error) {
    if (isCompileError(error)) return undefined;
    throw error;
  }
}

/** An expression that is nested too deeply ends in a RangeError. */
function isCompileError(error: unknown): error is Error {
  return error instanceof CelSyntaxError || error instanceof CelUnsupported || error instanceof RangeError;
}

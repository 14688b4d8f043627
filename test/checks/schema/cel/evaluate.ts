import { CelError } from '../../../../lib/checks/schema/cel/cel-error';
import { compileCel } from '../../../../lib/checks/schema/cel/compile-cel';
import { Scope } from '../../../../lib/checks/schema/cel/scope';
import type { CelValue } from '../../../../lib/checks/schema/cel/values/cel-value';

/** The value of an expression without variables. */
export function evaluate(expression: string): CelValue {
  return compileCel(expression, [])(Scope.of({}));
}

/** What an expression says, or that it has an error. */
export function outcome(expression: string): CelValue | 'error' {
  try {
    return evaluate(expression);
  } catch (error) {
    if (error instanceof CelError) return 'error';
    throw error;
  }
}

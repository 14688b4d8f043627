import { CelError } from '../../../lib/schema/cel/cel-error';
import { compileCel } from '../../../lib/schema/cel/compile-cel';
import { Scope } from '../../../lib/schema/cel/scope';
import type { CelValue } from '../../../lib/schema/cel/values/cel-value';

/** The value of an expression without variables. */
export function evaluate(expression: string): CelValue {
  return compileCel(expression, [])(Scope.of({}));
}

/** Whether an expression has no value, as the API server would say too. */
export function isError(expression: string): boolean {
  try {
    evaluate(expression);
    return false;
  } catch (error) {
    if (error instanceof CelError) return true;
    throw error;
  }
}

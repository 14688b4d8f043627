import { heavierError, noSuchOverload } from './cel-error';
import type { CompiledExpression } from './compiled-expression';
import { calculate } from './functions/arithmetic';
import type { BinaryOperator } from './syntax/node';
import { CelList } from './values/cel-list';
import { CelMap } from './values/cel-map';
import type { CelValue } from './values/cel-value';
import { celCompare } from './values/compare';
import { celEqual } from './values/equal';

/** An operator between two expressions. `&&` and `||` pass over an error of one side where the other side decides. */
export function binaryOperation(
  operator: BinaryOperator,
  left: CompiledExpression,
  right: CompiledExpression,
): CompiledExpression {
  switch (operator) {
    case '&&':
      return either(left, right, false);
    case '||':
      return either(left, right, true);
    case '==':
      return (scope) => celEqual(left(scope), right(scope));
    case '!=':
      return (scope) => !celEqual(left(scope), right(scope));
    case 'in':
      return (scope) => isIn(left(scope), right(scope));
    case '<':
      return (scope) => celCompare(left(scope), right(scope)) < 0;
    case '<=':
      return (scope) => celCompare(left(scope), right(scope)) <= 0;
    case '>':
      return (scope) => celCompare(left(scope), right(scope)) > 0;
    case '>=':
      return (scope) => celCompare(left(scope), right(scope)) >= 0;
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return (scope) => calculate(operator, left(scope), right(scope));
  }
}

/** True when one side is `decisive`, whatever becomes of the other. */
function either(left: CompiledExpression, right: CompiledExpression, decisive: boolean): CompiledExpression {
  return (scope) => {
    let first: boolean;
    try {
      first = truth(left(scope));
    } catch (error) {
      if (decides(right, scope, decisive, error)) return decisive;
      throw error;
    }
    return first === decisive ? decisive : truth(right(scope));
  };
}

function decides(
  right: CompiledExpression,
  scope: Parameters<CompiledExpression>[0],
  decisive: boolean,
  error: unknown,
): boolean {
  try {
    return truth(right(scope)) === decisive;
  } catch (other) {
    throw heavierError(error, other);
  }
}

function truth(value: CelValue): boolean {
  if (typeof value !== 'boolean') throw noSuchOverload();
  return value;
}

function isIn(value: CelValue, collection: CelValue): boolean {
  if (collection instanceof CelList) return collection.items.some((item) => celEqual(value, item));
  if (collection instanceof CelMap) return collection.get(value) !== undefined;
  throw noSuchOverload();
}

import { CelUnsupported, noSuchOverload } from '../cel-error';
import type { Macro } from '../macros';
import { hasMember } from '../member-of';
import { CelOptional } from '../values/cel-scalars';
import { variableName } from './variable-name';

/** `has(a.b)`: whether a field, or an item, is there. */
export const hasMacro: Macro = ({ args: [selection] }, bound, compile) => {
  if (selection?.kind === 'select') {
    const target = compile(selection.target, bound);
    return (scope) => hasMember(target(scope), selection.field, 'field');
  }
  if (selection?.kind === 'index') {
    const target = compile(selection.target, bound);
    const index = compile(selection.index, bound);
    return (scope) => hasMember(target(scope), index(scope), 'index');
  }
  throw new CelUnsupported('the argument of has() must be a field');
};

/** `optional.optMap(name, expression)`, and `optFlatMap` whose expression gives an optional itself. */
export function optionalMapMacro(result: 'wrapped' | 'flat'): Macro {
  return ({ target, args }, bound, compile) => {
    const name = variableName(args[0]);
    const body = args[1];
    if (target === undefined || body === undefined) throw new CelUnsupported('optMap() needs an expression');
    const [optional, evaluate] = [compile(target, bound), compile(body, new Set([...bound, name]))];
    return (scope) => {
      const found = optional(scope);
      if (!(found instanceof CelOptional)) throw noSuchOverload();
      if (found.value === undefined) return CelOptional.none;
      const mapped = evaluate(scope.with(name, found.value));
      return result === 'wrapped' ? new CelOptional(mapped) : mapped;
    };
  };
}

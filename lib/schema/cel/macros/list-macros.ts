import { CelUnsupported, heavierError, noSuchOverload } from '../cel-error';
import type { CompiledExpression } from '../compiled-expression';
import type { Macro } from '../macros';
import type { Scope } from '../scope';
import { CelList } from '../values/cel-list';
import type { CelValue } from '../values/cel-value';
import { celCompare } from '../values/compare';
import { comprehension, type Comprehension } from './comprehension';

/** `all`, `exists` and `exists_one`, with one variable or two. */
export function quantifierMacro(quantifier: 'all' | 'exists' | 'one'): Macro {
  return (node, bound, compile) => {
    const parts = comprehension(node, node.args.length === 3 ? 2 : 1, bound, compile);
    const [test] = parts.bodies;
    if (test === undefined) throw new CelUnsupported(`${node.name}() needs a test`);
    if (quantifier === 'one') return (scope) => countTrue(parts, test, scope) === 1;
    if (quantifier === 'exists') return (scope) => anyIs(true, parts, test, scope);
    return (scope) => !anyIs(false, parts, test, scope);
  };
}

/** Whether a test has a result for any item: then that counts, whatever errors the others have. */
function anyIs(wanted: boolean, { scopes }: Comprehension, test: CompiledExpression, scope: Scope): boolean {
  let failure: { readonly error: unknown } | undefined;
  for (const item of scopes(scope)) {
    try {
      if (truth(test(item.scope)) === wanted) return true;
    } catch (error) {
      failure = { error: failure === undefined ? error : heavierError(error, failure.error) };
    }
  }
  if (failure !== undefined) throw failure.error;
  return false;
}

function countTrue({ scopes }: Comprehension, test: CompiledExpression, scope: Scope): number {
  let count = 0;
  for (const item of scopes(scope)) if (truth(test(item.scope))) count += 1;
  return count;
}

/** `filter(x, test)`. */
export const filterMacro: Macro = (node, bound, compile) => {
  const { scopes, bodies } = comprehension(node, 1, bound, compile);
  const [test] = bodies;
  if (test === undefined) throw new CelUnsupported('filter() needs a test');
  return (scope) => {
    const kept: CelValue[] = [];
    for (const item of scopes(scope)) if (truth(test(item.scope))) kept.push(item.item);
    return new CelList(kept);
  };
};

/** `map(x, value)`, or `map(x, test, value)`. */
export const mapMacro: Macro = (node, bound, compile) => {
  const { scopes, bodies } = comprehension(node, 1, bound, compile);
  const value = bodies.at(-1);
  const test = bodies.length === 2 ? bodies[0] : undefined;
  if (value === undefined) throw new CelUnsupported('map() needs an expression');
  return (scope) => {
    const mapped: CelValue[] = [];
    for (const item of scopes(scope)) {
      if (test === undefined || truth(test(item.scope))) mapped.push(value(item.scope));
    }
    return new CelList(mapped);
  };
};

/** `sortBy(x, key)`. */
export const sortByMacro: Macro = (node, bound, compile) => {
  const { scopes, bodies } = comprehension(node, 1, bound, compile);
  const [keyOf] = bodies;
  if (keyOf === undefined) throw new CelUnsupported('sortBy() needs a key');
  return (scope) => {
    const keyed = [...scopes(scope)].map((item) => ({ item: item.item, key: keyOf(item.scope) }));
    return new CelList(keyed.sort((left, right) => celCompare(left.key, right.key)).map(({ item }) => item));
  };
};

export function truth(value: CelValue): boolean {
  if (typeof value !== 'boolean') throw noSuchOverload();
  return value;
}

import { CelUnsupported, noSuchOverload } from '../cel-error';
import type { CompiledExpression, CompileNode } from '../compiled-expression';
import type { CallNode } from '../macros';
import type { Scope } from '../scope';
import type { CelNode } from '../syntax/node';
import { CelList } from '../values/cel-list';
import { CelMap } from '../values/cel-map';
import type { CelValue } from '../values/cel-value';
import { variableName } from './variable-name';

/** A macro that goes over a list or a map. */
export interface Comprehension {
  /** One scope for each item of the range, with the macro's variables set. */
  readonly scopes: (scope: Scope) => Iterable<ItemScope>;
  /** The expressions after the names of the variables. */
  readonly bodies: readonly CompiledExpression[];
}

export interface ItemScope {
  readonly scope: Scope;
  /** The item of a list, or the key of a map. */
  readonly item: CelValue;
  /** The key of a map; the position in a list. */
  readonly key: CelValue;
}

/** Takes a call apart: what it goes over, one or two names, and expressions that see them. */
export function comprehension(
  { target, args }: CallNode,
  names: 1 | 2,
  bound: ReadonlySet<string>,
  compile: CompileNode,
): Comprehension {
  if (target === undefined) throw new CelUnsupported('nothing to go over');
  const variables = args.slice(0, names).map(variableName);
  const inner = new Set([...bound, ...variables]);
  const range = compile(target, bound);
  const [first = '', second] = variables;
  return {
    bodies: args.slice(names).map((body: CelNode) => compile(body, inner)),
    scopes: function* (scope) {
      for (const [key, value, item] of itemsOf(range(scope))) {
        scope.step();
        yield {
          item,
          key,
          scope: second === undefined ? scope.with(first, item) : scope.with(first, key).with(second, value),
        };
      }
    },
  };
}

/** Key, value, and what a macro with one variable sees. */
function* itemsOf(range: CelValue): Iterable<readonly [CelValue, CelValue, CelValue]> {
  if (range instanceof CelList) {
    let position = 0n;
    for (const item of range.items) {
      yield [position, item, item];
      position += 1n;
    }
  } else if (range instanceof CelMap) {
    for (const [key, value] of range.entries()) yield [key, value, key];
  } else throw noSuchOverload();
}

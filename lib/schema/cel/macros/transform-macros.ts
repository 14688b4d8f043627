import { CelError, CelUnsupported, noSuchOverload } from '../cel-error';
import type { CompiledExpression } from '../compiled-expression';
import type { CallNode, Macro } from '../macros';
import type { Scope } from '../scope';
import { CelList } from '../values/cel-list';
import { CelMap, LiteralMap, mapKey } from '../values/cel-map';
import type { CelValue } from '../values/cel-value';
import { comprehension, type Comprehension, type ItemScope } from './comprehension';
import { truth } from './list-macros';

/** `transformList(key, value, expression)`, with an optional test before the expression. */
export const transformListMacro: Macro = (node, bound, compile) => {
  const parts = comprehension(node, 2, bound, compile);
  const transform = lastBody(parts, node);
  return (scope) => new CelList([...keptItems(parts, scope)].map((item) => transform(item.scope)));
};

/** `transformMap(key, value, expression)`: the same keys with other values. */
export const transformMapMacro: Macro = (node, bound, compile) => {
  const parts = comprehension(node, 2, bound, compile);
  const transform = lastBody(parts, node);
  return (scope) => new LiteralMap([...keptItems(parts, scope)].map((item) => [item.key, transform(item.scope)]));
};

/** `transformMapEntry(key, value, {newKey: newValue})`. */
export const transformMapEntryMacro: Macro = (node, bound, compile) => {
  const parts = comprehension(node, 2, bound, compile);
  const transform = lastBody(parts, node);
  return (scope) => {
    const entries = new Map<string, readonly [CelValue, CelValue]>();
    for (const item of keptItems(parts, scope)) {
      const made = transform(item.scope);
      if (!(made instanceof CelMap)) throw noSuchOverload();
      for (const entry of made.entries()) {
        const key = mapKey(entry[0]) ?? '';
        if (entries.has(key)) throw new CelError(`insert failed: key ${key.slice(1)} already exists`);
        entries.set(key, entry);
      }
    }
    return new LiteralMap(entries.values());
  };
};

function lastBody({ bodies }: Comprehension, { name }: CallNode): CompiledExpression {
  const body = bodies.at(-1);
  if (body === undefined) throw new CelUnsupported(`${name}() needs an expression`);
  return body;
}

function* keptItems({ scopes, bodies }: Comprehension, scope: Scope): Iterable<ItemScope> {
  const test = bodies.length === 2 ? bodies[0] : undefined;
  for (const item of scopes(scope)) {
    if (test === undefined || truth(test(item.scope))) yield item;
  }
}

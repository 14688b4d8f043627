import type { CelNode } from '../syntax/node';
import { formatType, isAnything, isSimple, type CelType, type SimpleType } from './cel-type';

/** What each clause takes, beside what is known at run time alone. */
const clauses: Readonly<Record<string, readonly SimpleType[]>> = {
  d: ['int', 'uint'],
  f: ['double'],
  e: ['double'],
  b: ['int', 'uint', 'bool'],
  o: ['int', 'uint'],
  x: ['int', 'uint', 'string', 'bytes'],
  X: ['int', 'uint', 'string', 'bytes'],
};

/** What is wrong with `"%d of %s".format([…])` where both are literals: the server looks into them. */
export function formatError(
  { name, target, args }: Extract<CelNode, { readonly kind: 'call' }>,
  typeOf: (node: CelNode) => CelType,
): string | undefined {
  const [list] = args;
  if (name !== 'format' || target?.kind !== 'literal' || typeof target.value !== 'string') return undefined;
  if (list?.kind !== 'list') return undefined;
  const wanted = [...target.value.matchAll(/%%|%(?:\.\d+)?([a-zA-Z]?)/g)].filter(([clause]) => clause !== '%%');
  for (const [index, [, verb = '']] of wanted.entries()) {
    const item = list.items[index];
    if (item === undefined) return `error during formatting: index ${index} out of range`;
    if (verb !== 's' && !Object.hasOwn(clauses, verb))
      return `error during formatting: unrecognized formatting clause "${verb}"`;
    const type = typeOf(item.value);
    if (!takes(verb, type)) return `error during formatting: clause %${verb} was given ${formatType(type)}`;
  }
  const surplus = list.items.length - wanted.length;
  return surplus > 0
    ? `too many arguments supplied to string.format (expected ${wanted.length}, got ${list.items.length})`
    : undefined;
}

function takes(verb: string, type: CelType): boolean {
  if (isAnything(type) || type.kind === 'parameter') return true;
  if (verb !== 's') return isSimple(type, ...(clauses[verb] ?? []));
  return type.kind === 'simple' || (type.kind === 'generic' && ['list', 'map', 'type'].includes(type.name));
}

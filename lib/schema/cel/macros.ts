import type { CompiledExpression, CompileNode } from './compiled-expression';
import { hasMacro, optionalMapMacro } from './macros/field-macros';
import { filterMacro, mapMacro, quantifierMacro, sortByMacro } from './macros/list-macros';
import { transformListMacro, transformMapEntryMacro, transformMapMacro } from './macros/transform-macros';
import type { CelNode } from './syntax/node';

export type CallNode = Extract<CelNode, { readonly kind: 'call' }>;

/** A call whose arguments are not values but expressions, which see variables of their own. */
export type Macro = (node: CallNode, bound: ReadonlySet<string>, compile: CompileNode) => CompiledExpression;

interface MacroEntry {
  readonly name: string;
  readonly macro: Macro;
  /** How many arguments it may have. */
  readonly sizes: readonly number[];
}

const macros: readonly MacroEntry[] = [
  { name: 'all', macro: quantifierMacro('all'), sizes: [2, 3] },
  { name: 'exists', macro: quantifierMacro('exists'), sizes: [2, 3] },
  { name: 'existsOne', macro: quantifierMacro('one'), sizes: [2, 3] },
  { name: 'exists_one', macro: quantifierMacro('one'), sizes: [2, 3] },
  { name: 'filter', macro: filterMacro, sizes: [2] },
  { name: 'map', macro: mapMacro, sizes: [2, 3] },
  { name: 'optFlatMap', macro: optionalMapMacro('flat'), sizes: [2] },
  { name: 'optMap', macro: optionalMapMacro('wrapped'), sizes: [2] },
  { name: 'sortBy', macro: sortByMacro, sizes: [2] },
  { name: 'transformList', macro: transformListMacro, sizes: [3, 4] },
  { name: 'transformMap', macro: transformMapMacro, sizes: [3, 4] },
  { name: 'transformMapEntry', macro: transformMapEntryMacro, sizes: [3, 4] },
];

/** The macro that a call means; undefined when it calls a function. */
export function macroNamed({ target, name, args }: CallNode): Macro | undefined {
  if (target === undefined) return name === 'has' && args.length === 1 ? hasMacro : undefined;
  return macros.find((entry) => entry.name === name && entry.sizes.includes(args.length))?.macro;
}

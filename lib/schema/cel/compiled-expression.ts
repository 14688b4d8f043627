import type { Scope } from './scope';
import type { CelNode } from './syntax/node';
import type { CelValue } from './values/cel-value';

/** An expression made ready to run. Throws a CelError or a CelUnsupported where it has no value. */
export type CompiledExpression = (scope: Scope) => CelValue;

/** Compiles the parts of an expression; `bound` are the variables that its macros bring. */
export type CompileNode = (node: CelNode, bound: ReadonlySet<string>) => CompiledExpression;

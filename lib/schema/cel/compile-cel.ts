import { CelError, CelUnsupported, noSuchOverload } from './cel-error';
import type { CompiledExpression } from './compiled-expression';
import { functionNamed, methodNamed } from './functions/libraries';
import { negate } from './functions/arithmetic';
import { macroNamed } from './macros';
import { memberOf } from './member-of';
import { binaryOperation } from './operators';
import type { CelNode, LiteralValue } from './syntax/node';
import { parseCel } from './syntax/parse-cel';
import { CelList } from './values/cel-list';
import { LiteralMap, mapKey } from './values/cel-map';
import { CelOptional, CelTypeValue, CelUint } from './values/cel-scalars';
import type { CelValue } from './values/cel-value';

/**
 * Makes an expression ready to run.
 *
 * @param variables names that it may use
 * @throws CelSyntaxError when it is no CEL, CelUnsupported when it calls what this evaluator does not have
 */
export function compileCel(source: string, variables: readonly string[]): CompiledExpression {
  return compile(parseCel(source), new Set(variables));
}

function compile(node: CelNode, bound: ReadonlySet<string>): CompiledExpression {
  switch (node.kind) {
    case 'literal':
      return constant(literalValue(node.value));
    case 'identifier':
      return identifier(node.name, bound);
    case 'select':
      return select(node, bound);
    case 'index':
      return indexed(node, bound);
    case 'call':
      return call(node, bound);
    case 'unary':
      return unary(node, bound);
    case 'binary':
      return binaryOperation(node.operator, compile(node.left, bound), compile(node.right, bound));
    case 'conditional':
      return conditional(node, bound);
    case 'list':
      return listOf(node, bound);
    case 'map':
      return mapOf(node, bound);
  }
}

type NodeOf<K extends CelNode['kind']> = Extract<CelNode, { readonly kind: K }>;

function constant(value: CelValue): CompiledExpression {
  return () => value;
}

function literalValue(value: LiteralValue): CelValue {
  return typeof value === 'object' && value !== null && 'unsigned' in value ? new CelUint(value.unsigned) : value;
}

const typeNames = new Set(['bool', 'bytes', 'double', 'int', 'list', 'map', 'null_type', 'string', 'type', 'uint']);
const qualifiedTypeNames = new Set(['google.protobuf.Duration', 'google.protobuf.Timestamp']);

function identifier(name: string, bound: ReadonlySet<string>): CompiledExpression {
  if (!bound.has(name)) {
    if (typeNames.has(name)) return constant(new CelTypeValue(name));
    throw new CelUnsupported(`"${name}" is not known`);
  }
  return (scope) => {
    const value = scope.find(name);
    if (value === undefined) throw new CelError(`no such attribute: ${name}`);
    return value;
  };
}

function select(node: NodeOf<'select'>, bound: ReadonlySet<string>): CompiledExpression {
  const qualified = qualifiedName(node, bound);
  if (qualified !== undefined && qualifiedTypeNames.has(qualified)) return constant(new CelTypeValue(qualified));
  const target = compile(node.target, bound);
  const { field, optional } = node;
  return (scope) => memberOf(target(scope), field, 'field', optional);
}

function indexed(node: NodeOf<'index'>, bound: ReadonlySet<string>): CompiledExpression {
  const target = compile(node.target, bound);
  const index = compile(node.index, bound);
  return (scope) => memberOf(target(scope), index(scope), 'index', node.optional);
}

function call(node: NodeOf<'call'>, bound: ReadonlySet<string>): CompiledExpression {
  const macro = macroNamed(node);
  if (macro !== undefined) return macro(node, bound, compile);
  const args = node.args.map((arg) => compile(arg, bound));
  const qualified = qualifiedName(node, bound);
  const found = qualified === undefined ? undefined : functionNamed(qualified);
  if (found !== undefined) {
    return (scope) => {
      const operands = args.map((arg) => arg(scope));
      scope.call(operands);
      return found(...operands);
    };
  }
  const target = node.target === undefined ? undefined : compile(node.target, bound);
  const method = methodNamed(node.name);
  if (target === undefined || method === undefined)
    throw new CelUnsupported(`the function "${node.name}" is not known`);
  return (scope) => {
    const operands = [target(scope), ...args.map((arg) => arg(scope))] as const;
    scope.call(operands);
    return method(...operands);
  };
}

/** `sets.contains` and the like: names in a row, the first of which is no variable. */
function qualifiedName(node: CelNode, bound: ReadonlySet<string>): string | undefined {
  if (node.kind === 'identifier') return bound.has(node.name) ? undefined : node.name;
  if (node.kind === 'call' && node.target === undefined) return node.name;
  if ((node.kind !== 'select' && node.kind !== 'call') || node.target === undefined) return undefined;
  if (node.target.kind === 'call') return undefined;
  const before = qualifiedName(node.target, bound);
  return before === undefined ? undefined : `${before}.${node.kind === 'select' ? node.field : node.name}`;
}

function unary(node: NodeOf<'unary'>, bound: ReadonlySet<string>): CompiledExpression {
  const operand = compile(node.operand, bound);
  if (node.operator === '-') return (scope) => negate(operand(scope));
  return (scope) => {
    const value = operand(scope);
    if (typeof value !== 'boolean') throw noSuchOverload();
    return !value;
  };
}

function conditional(node: NodeOf<'conditional'>, bound: ReadonlySet<string>): CompiledExpression {
  const test = compile(node.test, bound);
  const yes = compile(node.yes, bound);
  const no = compile(node.no, bound);
  return (scope) => {
    const decision = test(scope);
    if (typeof decision !== 'boolean') throw noSuchOverload();
    return decision ? yes(scope) : no(scope);
  };
}

function listOf(node: NodeOf<'list'>, bound: ReadonlySet<string>): CompiledExpression {
  const items = node.items.map(({ value, optional }) => ({ value: compile(value, bound), optional }));
  return (scope) => {
    const values = items.map(({ value, optional }) => (optional ? unwrapped(value(scope)) : value(scope)));
    return new CelList(values.filter((value) => value !== undefined));
  };
}

function mapOf(node: NodeOf<'map'>, bound: ReadonlySet<string>): CompiledExpression {
  const entries = node.entries.map(({ key, value, optional }) => ({
    key: compile(key, bound),
    value: compile(value, bound),
    optional,
  }));
  return (scope) => {
    const made: (readonly [CelValue, CelValue])[] = [];
    for (const { key, value, optional } of entries) {
      const name = key(scope);
      if (mapKey(name) === undefined) throw new CelError('unsupported key type');
      const content = optional ? unwrapped(value(scope)) : value(scope);
      if (content !== undefined) made.push([name, content]);
    }
    return new LiteralMap(made);
  };
}

function unwrapped(value: CelValue): CelValue | undefined {
  if (!(value instanceof CelOptional)) throw noSuchOverload();
  return value.value;
}

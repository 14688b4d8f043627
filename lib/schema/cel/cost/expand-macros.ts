import type { CelNode } from '../syntax/node';
import { bool, dyn, generic, int, string, type CelType } from '../types/cel-type';
import type { TypedExpression } from '../types/check-types';
import { type Signature } from '../types/parse-signature';
import { signaturesOf } from '../types/signatures';
import type { CostlyCall, CostlyLoop, CostNode } from './cost-node';

/** Nobody can write this name, and no value that it stands for is found by a path. */
export const accumulatorName = '@result';

/** Writes macros out as the loops that API servers make of them. */
export function expandMacros(expression: TypedExpression): CostNode {
  return new Expander(expression).expanded(expression.node);
}

type CelCall = Extract<CelNode, { readonly kind: 'call' }>;

class Expander {
  constructor(private readonly expression: TypedExpression) {}

  expanded(node: CelNode): CostNode {
    const type = this.expression.typeOf(node);
    switch (node.kind) {
      case 'literal':
        return { kind: 'literal', value: node.value, type };
      case 'identifier':
        return { kind: 'identifier', name: node.name, type };
      case 'select':
        return this.select(node, type);
      case 'index':
        return this.operator(node, node.optional ? '[?]' : '[]', [node.target, node.index]);
      case 'unary':
        return this.operator(node, node.operator, [node.operand]);
      case 'binary':
        return this.operator(node, node.operator, [node.left, node.right]);
      case 'conditional':
        return this.operator(node, '?', [node.test, node.yes, node.no]);
      case 'list':
        return { kind: 'list', items: node.items.map(({ value }) => this.expanded(value)), type };
      case 'map':
        return {
          kind: 'map',
          entries: node.entries.map(({ key, value }) => [this.expanded(key), this.expanded(value)] as const),
          type,
        };
      case 'call':
        return this.call(node);
    }
  }

  private select(node: Extract<CelNode, { readonly kind: 'select' }>, type: CelType): CostNode {
    // The name of a type, such as google.protobuf.Duration.
    if (!this.expression.isTyped(node.target)) return { kind: 'identifier', name: node.field, type };
    const operand = this.expanded(node.target);
    if (!node.optional) return { kind: 'select', operand, field: node.field, type };
    const field: CostNode = { kind: 'literal', value: node.field, type: string };
    return called('?.', [operand, field], type, [plain('?.')]);
  }

  private operator(node: CelNode, name: string, operands: readonly CelNode[]): CostlyCall {
    return called(
      name,
      operands.map((operand) => this.expanded(operand)),
      this.expression.typeOf(node),
      this.expression.signaturesOf(node),
    );
  }

  private call(node: CelCall): CostNode {
    const signatures = this.expression.signaturesOf(node);
    const type = this.expression.typeOf(node);
    const [first] = signatures;
    if (first === undefined) return this.macro(node, type);
    const args = node.args.map((arg) => this.expanded(arg));
    if (!first.isMethod || node.target === undefined) return called(first.name, args, type, signatures);
    return { kind: 'call', name: node.name, target: this.expanded(node.target), args, signatures, type };
  }

  private macro(node: CelCall, type: CelType): CostNode {
    const { name, target, args } = node;
    const [first] = args;
    if (target === undefined) {
      if (first?.kind !== 'select') throw new Error(`no macro: ${name}`);
      return { kind: 'presence', operand: this.expanded(first.target), type };
    }
    if (name === 'optMap' || name === 'optFlatMap') return this.optionalMap(name, target, args, type);
    if (name === 'sortBy') return this.sortBy(target, args, type);
    return this.loop(name, this.expanded(target), args, type);
  }

  private loop(name: string, range: CostNode, args: readonly CelNode[], type: CelType): CostlyLoop {
    const isPair =
      args.length > (name === 'map' || name.startsWith('transform') ? 3 : 2) || name.startsWith('transform');
    const variables = args.slice(0, isPair ? 2 : 1).flatMap((arg) => (arg.kind === 'identifier' ? [arg.name] : []));
    const bodies = args.slice(variables.length).map((body) => this.expanded(body));
    const [first] = args;
    const [body = noNode, second] = bodies;
    const parts = { kind: 'comprehension', range, variables, accumulator: accumulatorName, isBinding: false } as const;
    switch (name) {
      case 'all':
        return { ...parts, ...quantifier(true, body), type };
      case 'exists':
        return { ...parts, ...quantifier(false, body), type };
      case 'exists_one':
      case 'existsOne':
        return { ...parts, ...exactlyOne(body), type };
      case 'filter':
        return { ...parts, ...collected([], listStep(type, this.variable(first)), body, type), type };
      case 'map':
      case 'transformList': {
        const item = second ?? body;
        return {
          ...parts,
          ...collected([], listStep(type, item), second === undefined ? undefined : body, type),
          type,
        };
      }
      default: {
        const entry = second ?? body;
        const key = name === 'transformMap' ? [this.variable(first)] : [];
        const step = called('cel.@mapInsert', [accumulator(type), ...key, entry], type, [plain('cel.@mapInsert')]);
        return { ...parts, ...collected({}, step, second === undefined ? undefined : body, type), type };
      }
    }
  }

  private variable(node: CelNode | undefined): CostNode {
    return node === undefined ? noNode : this.expanded(node);
  }

  private optionalMap(name: string, target: CelNode, args: readonly CelNode[], type: CelType): CostNode {
    const [variable, body] = args;
    if (variable?.kind !== 'identifier' || body === undefined) throw new Error(`no macro: ${name}`);
    const method = (called_: string, result: CelType): CostNode => ({
      kind: 'call',
      name: called_,
      target: this.expanded(target),
      args: [],
      signatures: signaturesOf(called_),
      type: result,
    });
    const value = method('value', this.expression.typeOf(variable));
    const bound = binding(variable.name, value, this.expanded(body));
    const yes = name === 'optMap' ? called('optional.of', [bound], type, signaturesOf('optional.of')) : bound;
    const no = called('optional.none', [], type, signaturesOf('optional.none'));
    return called('?', [method('hasValue', bool), yes, no], type, signaturesOf('?'));
  }

  private sortBy(target: CelNode, args: readonly CelNode[], type: CelType): CostNode {
    const input = '@__sortBy_input__';
    const list: CostNode = { kind: 'identifier', name: input, type };
    const [, body] = args;
    const key = body === undefined ? dyn : this.expression.typeOf(body);
    const keys = this.loop('map', list, args, generic('list', key));
    const sort: CostlyCall = {
      kind: 'call',
      name: '@sortByAssociatedKeys',
      target: list,
      args: [keys],
      signatures: [{ name: '@sortByAssociatedKeys', isMethod: true, parameters: [type, keys.type], result: type }],
      type,
    };
    return binding(input, this.expanded(target), sort);
  }
}

const noNode: CostNode = { kind: 'literal', value: null, type: dyn };

function literal(value: boolean | bigint): CostNode {
  return { kind: 'literal', value, type: typeof value === 'bigint' ? int : bool };
}

function accumulator(type: CelType): CostNode {
  return { kind: 'identifier', name: accumulatorName, type };
}

/** The signature of what costs what a call costs, whatever it is given. */
function plain(name: string): Signature {
  return { name, isMethod: false, parameters: [], result: dyn };
}

function called(name: string, args: readonly CostNode[], type: CelType, signatures: readonly Signature[]): CostlyCall {
  return { kind: 'call', name, target: undefined, args, signatures, type };
}

type Loop = Pick<CostlyLoop, 'start' | 'condition' | 'step' | 'result'>;

/** `all` and `exists` end as soon as their answer is known. */
function quantifier(isAll: boolean, body: CostNode): Loop {
  const goesOn = isAll ? accumulator(bool) : called('!', [accumulator(bool)], bool, signaturesOf('!'));
  const junctor = isAll ? '&&' : '||';
  return {
    start: literal(isAll),
    condition: called('@not_strictly_false', [goesOn], bool, [plain('@not_strictly_false')]),
    step: called(junctor, [accumulator(bool), body], bool, signaturesOf(junctor)),
    result: accumulator(bool),
  };
}

function exactlyOne(body: CostNode): Loop {
  const more = called('+', [accumulator(int), literal(1n)], int, sum('int'));
  return {
    start: literal(0n),
    condition: literal(true),
    step: called('?', [body, more, accumulator(int)], int, signaturesOf('?')),
    result: called('==', [accumulator(int), literal(1n)], bool, signaturesOf('==')),
  };
}

function collected(start: [] | object, step: CostNode, filter: CostNode | undefined, type: CelType): Loop {
  return {
    start: Array.isArray(start) ? { kind: 'list', items: [], type } : { kind: 'map', entries: [], type },
    condition: literal(true),
    step: filter === undefined ? step : called('?', [filter, step, accumulator(type)], type, signaturesOf('?')),
    result: accumulator(type),
  };
}

function listStep(type: CelType, item: CostNode): CostNode {
  return called('+', [accumulator(type), { kind: 'list', items: [item], type }], type, sum('list'));
}

function sum(of: string): readonly Signature[] {
  return signaturesOf('+').filter(({ parameters: [first] }) => first?.kind !== 'parameter' && first?.name === of);
}

function binding(name: string, value: CostNode, result: CostNode): CostlyLoop {
  return {
    kind: 'comprehension',
    range: { kind: 'list', items: [], type: generic('list', dyn) },
    variables: ['#unused'],
    accumulator: name,
    start: value,
    condition: literal(false),
    step: { kind: 'identifier', name, type: value.type },
    result,
    isBinding: true,
    type: result.type,
  };
}

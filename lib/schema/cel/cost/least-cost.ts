import type { StructuralSchema } from '../../facts/schema-facts';
import type { BinaryOperator, CelNode } from '../syntax/node';
import { escapeField } from '../types/declared-type';
import { maxElements } from './serialized-size';

/** What is known of a value while the cost of a rule is estimated. */
export interface CostSubject {
  /** Left out where nothing is known of the value. */
  readonly schema?: StructuralSchema;
  /** How many items, entries or characters it may have; left out where that is not known. */
  readonly size?: number;
}

type Variables = ReadonlyMap<string, CostSubject>;

interface Estimate extends CostSubject {
  readonly cost: number;
}

/**
 * The least that any API server estimates an expression to cost at most: where the server knows more of it than is known here,
 * its estimate is higher.
 *
 * See `checker/cost.go` of cel-go; `k8s.io/apiserver/pkg/cel/library/cost.go` adds to it what functions of Kubernetes cost.
 */
export function leastCost(expression: CelNode, variables: Variables): number {
  return estimate(expression, variables).cost;
}

const unknown: Estimate = { cost: 0 };
const text: StructuralSchema = { type: 'string' };
const listCost = 10;
const mapCost = 30;
/** What looking at a character costs. */
const perCharacter = 0.1;
/** What a character of a regular expression costs. */
const perPattern = 0.25;

function estimate(node: CelNode, variables: Variables): Estimate {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' ? { cost: 0, schema: text, size: [...node.value].length } : unknown;
    case 'identifier':
      // What is no variable may be a part of the name of a function.
      return variables.has(node.name) ? { ...variables.get(node.name), cost: 1 } : unknown;
    case 'select': {
      const target = estimate(node.target, variables);
      const own = node.optional ? undefined : partOf(target, node.field);
      return { cost: target.cost + (own === undefined ? 0 : 1), ...described(own) };
    }
    case 'index': {
      const [target, index] = [estimate(node.target, variables), estimate(node.index, variables)];
      return { cost: target.cost + index.cost, ...described(node.optional ? undefined : elementOf(target)) };
    }
    case 'unary':
      return { cost: estimate(node.operand, variables).cost };
    case 'binary':
      return binary(node.operator, estimate(node.left, variables), estimate(node.right, variables));
    case 'conditional': {
      const [test, yes, no] = [node.test, node.yes, node.no].map((part) => estimate(part, variables).cost);
      return { cost: (test ?? 0) + Math.max(yes ?? 0, no ?? 0) };
    }
    case 'list':
      return {
        cost: node.items.reduce((sum, { value }) => sum + estimate(value, variables).cost, listCost),
        size: node.items.length,
      };
    case 'map':
      return {
        cost: node.entries.reduce(
          (sum, { key, value }) => sum + estimate(key, variables).cost + estimate(value, variables).cost,
          mapCost,
        ),
      };
    case 'call':
      return call(node, variables);
  }
}

function binary(operator: BinaryOperator, left: Estimate, right: Estimate): Estimate {
  const cost = left.cost + right.cost;
  switch (operator) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      // Of texts alone the sizes are certain to count.
      return { cost: cost + characters(isText(left) && isText(right) ? smaller(left, right) : undefined) };
    case 'in':
      return { cost: cost + (right.schema === undefined || right.schema.type === 'array' ? (right.size ?? 0) : 0) };
    case '+':
      return isText(left) && isText(right) && left.size !== undefined && right.size !== undefined
        ? { cost: cost + characters(left.size + right.size), schema: text, size: left.size + right.size }
        : { cost };
    default:
      return { cost };
  }
}

function call(node: Extract<CelNode, { readonly kind: 'call' }>, variables: Variables): Estimate {
  const { target, name, args } = node;
  const [variable, ...others] = args;
  if (name === 'has' && target === undefined)
    return { cost: variable?.kind === 'select' ? estimate(variable.target, variables).cost : 0 };
  const range = target === undefined ? undefined : estimate(target, variables);
  if (range !== undefined && variable?.kind === 'identifier' && others.length === 1 && Object.hasOwn(steps, name)) {
    const [body] = others;
    const within = new Map(variables).set(
      variable.name,
      described(range.schema?.type === 'array' ? elementOf(range) : undefined),
    );
    const inner = body === undefined ? 0 : estimate(body, within).cost;
    const { each, once } = steps[name] ?? { each: 0, once: 0 };
    return {
      cost: range.cost + once + (range.size ?? 0) * (each + inner),
      ...(name === 'filter' && range.size !== undefined ? { size: range.size } : {}),
    };
  }
  if (target?.kind === 'identifier' && target.name === 'cel') return unknown;
  const estimates = args.map((arg) => (isMacro(name, args) ? unknown : estimate(arg, variables)));
  const cost = estimates.reduce((sum, each) => sum + each.cost, range?.cost ?? 0);
  const [first] = estimates;
  switch (name) {
    case 'matches':
      return { cost: cost + characters((range?.size ?? 0) + 1) * Math.ceil((first?.size ?? 0) * perPattern) };
    case 'contains':
      return { cost: cost + (isText(range) ? characters(range?.size) * characters(first?.size) : 0) };
    case 'startsWith':
    case 'endsWith':
      return { cost: cost + characters(first?.size) };
    default:
      return { cost };
  }
}

/** What the loop of a macro costs for each element beside its body, and once. */
const steps: Readonly<Record<string, { readonly each: number; readonly once: number }>> = {
  all: { each: 3, once: 1 },
  exists: { each: 4, once: 1 },
  exists_one: { each: 2, once: 1 },
  map: { each: 12, once: listCost },
  filter: { each: 13, once: listCost },
};

/** Whether arguments are names of variables that only the macro knows. */
function isMacro(name: string, args: readonly CelNode[]): boolean {
  return (
    args.length > 1 &&
    args[0]?.kind === 'identifier' &&
    (Object.hasOwn(steps, name) || /^(transform|exists|opt)/.test(name))
  );
}

function partOf({ schema }: CostSubject, field: string): StructuralSchema | undefined {
  if (schema?.type !== 'object') return undefined;
  const { additionalProperties, properties = {} } = schema;
  if (typeof additionalProperties === 'object') return additionalProperties;
  const name = Object.keys(properties).find((each) => escapeField(each) === field);
  return name === undefined ? undefined : properties[name];
}

function elementOf({ schema }: CostSubject): StructuralSchema | undefined {
  if (schema?.type === 'array') return schema.items;
  return typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

function described(schema: StructuralSchema | undefined): CostSubject {
  if (schema === undefined) return {};
  const size = maxElements(schema);
  return { schema, ...(size === undefined ? {} : { size }) };
}

function isText(subject: CostSubject | undefined): boolean {
  return subject?.schema?.type === 'string' && subject.schema['x-kubernetes-int-or-string'] !== true;
}

function smaller(left: CostSubject, right: CostSubject): number | undefined {
  return left.size === undefined || right.size === undefined ? undefined : Math.min(left.size, right.size);
}

function characters(size: number | undefined): number {
  return Math.ceil((size ?? 0) * perCharacter);
}

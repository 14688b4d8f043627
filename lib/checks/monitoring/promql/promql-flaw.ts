import { goPattern } from '../../../manifest/objects/go-pattern';
import { aggregationParameters, promqlFunctions, type PromqlType } from './functions';
import { childrenOf, type ParsedPromql, type PromqlNode } from './parse-promql';

/** What Prometheus says of an expression that it cannot evaluate; undefined where it can. */
export function promqlFlaw({ text, root, brokenAt }: ParsedPromql): string | undefined {
  if (brokenAt !== undefined) return `no PromQL from ${excerpt(text, brokenAt)} on`;
  const [expression] = expressionsIn(root);
  if (expression === undefined) return 'no PromQL';
  const found = typeOf(expression, text);
  if (found.flaw !== undefined) return found.flaw;
  return found.type === 'scalar' || found.type === 'instant vector'
    ? undefined
    : `a rule comes to an instant vector or a scalar, not to a ${found.type}`;
}

/** What an expression comes to, or what is wrong with it. */
type Judged = { readonly type: PromqlType; readonly flaw?: never } | { readonly flaw: string; readonly type?: never };

type Judge = (node: PromqlNode, text: string) => Judged;

const vector: Judged = { type: 'instant vector' };

const judges: Readonly<Record<string, Judge>> = {
  AggregateExpr: aggregation,
  BinaryExpr: operation,
  FunctionCall: call,
  MatrixSelector: rangeOf,
  NumberDurationLiteral: () => ({ type: 'scalar' }),
  OffsetExpr: inner,
  ParenExpr: inner,
  StepInvariantExpr: inner,
  StringLiteral: () => ({ type: 'string' }),
  SubqueryExpr: (node, text) => within(node, text, ['instant vector'], 'a subquery', { type: 'range vector' }),
  UnaryExpr: (node, text) => within(node, text, ['scalar', 'instant vector'], 'a sign'),
  VectorSelector: selector,
};

function typeOf(node: PromqlNode, text: string): Judged {
  return judges[node.name]?.(node, text) ?? { flaw: `no PromQL: ${excerpt(text, node.from)}` };
}

/** The parts of a node that have values themselves. */
function expressionsIn(node: PromqlNode): readonly PromqlNode[] {
  return childrenOf(node).filter(({ name }) => Object.hasOwn(judges, name));
}

function inner(node: PromqlNode, text: string): Judged {
  const [expression] = expressionsIn(node);
  return expression === undefined ? { flaw: 'no PromQL' } : typeOf(expression, text);
}

/** The value in a node, which must be of one of some types. */
function within(
  node: PromqlNode,
  text: string,
  expected: readonly PromqlType[],
  where: string,
  result?: Judged,
): Judged {
  const found = inner(node, text);
  if (found.flaw !== undefined) return found;
  return expected.includes(found.type) ? (result ?? found) : { flaw: wrongType(expected, where, found.type) };
}

/** Only a selector has a range; any other vector has one by a subquery. */
function rangeOf(node: PromqlNode, text: string): Judged {
  const [of] = expressionsIn(node);
  if (of?.name !== 'VectorSelector')
    return { flaw: 'a range stands behind a selector; of another vector, [5m:] makes one' };
  const found = typeOf(of, text);
  return found.flaw === undefined ? { type: 'range vector' } : found;
}

function wrongType(expected: readonly PromqlType[], where: string, found: PromqlType): string {
  return `${where} takes ${expected.map((type) => `${article(type)} ${type}`).join(' or ')}, not ${article(found)} ${found}`;
}

function article(type: PromqlType): string {
  return type === 'instant vector' ? 'an' : 'a';
}

function argumentsOf(node: PromqlNode): readonly PromqlNode[] {
  const body = childrenOf(node).find(({ name }) => name === 'FunctionCallBody');
  return body === undefined ? [] : expressionsIn(body);
}

function call(node: PromqlNode, text: string): Judged {
  const [identifier] = childrenOf(node);
  const name = identifier === undefined ? '' : text.slice(identifier.from, identifier.to);
  const known = promqlFunctions.get(name);
  const given = argumentsOf(node);
  // One that the grammar knows, and this list does not yet, is taken for what most of them are.
  if (known === undefined)
    return given.map((each) => typeOf(each, text)).find(({ flaw }) => flaw !== undefined) ?? vector;
  const { takes, optional, several, returns } = known;
  const least = takes.length - (several ? 1 : optional);
  if (given.length < least || (!several && given.length > takes.length))
    return { flaw: `${name} takes ${counted(least, several ? undefined : takes.length)}, not ${given.length}` };
  for (const [index, argument] of given.entries()) {
    const expected = takes[index] ?? takes.at(-1) ?? 'scalar';
    const found = typeOf(argument, text);
    if (found.flaw !== undefined) return found;
    if (found.type !== expected) return { flaw: wrongType([expected], name, found.type) };
  }
  return { type: returns };
}

function counted(least: number, most: number | undefined): string {
  if (most === undefined) return `at least ${least} arguments`;
  return least === most ? `${least} argument${least === 1 ? '' : 's'}` : `${least} to ${most} arguments`;
}

function aggregation(node: PromqlNode, text: string): Judged {
  const [operator] = childrenOf(node);
  const name = operator === undefined ? '' : text.slice(operator.from, operator.to).toLowerCase();
  const parameter = aggregationParameters.get(name);
  const expected: readonly PromqlType[] = [...(parameter === undefined ? [] : [parameter]), 'instant vector'];
  const given = argumentsOf(node);
  if (given.length !== expected.length)
    return { flaw: `${name} takes ${counted(expected.length, expected.length)}, not ${given.length}` };
  for (const [index, argument] of given.entries()) {
    const wanted = expected[index] ?? 'instant vector';
    const found = typeOf(argument, text);
    if (found.flaw !== undefined) return found;
    if (found.type !== wanted) return { flaw: wrongType([wanted], name, found.type) };
  }
  return vector;
}

const comparisons = ['Eql', 'Neq', 'Gtr', 'Gte', 'Lss', 'Lte'];
const sets = ['And', 'Or', 'Unless'];

function operation(node: PromqlNode, text: string): Judged {
  const sides = expressionsIn(node).map((side) => typeOf(side, text));
  const types: PromqlType[] = [];
  for (const side of sides) {
    if (side.flaw !== undefined) return side;
    if (side.type !== 'scalar' && side.type !== 'instant vector')
      return { flaw: wrongType(['scalar', 'instant vector'], 'an operator', side.type) };
    types.push(side.type);
  }
  const names = childrenOf(node).map(({ name }) => name);
  const scalars = types.filter((type) => type === 'scalar').length;
  if (names.some((name) => sets.includes(name)) && scalars > 0)
    return { flaw: 'and, or and unless stand between instant vectors, not beside a scalar' };
  if (scalars < 2) {
    return names.includes('MatchingModifierClause') && scalars > 0
      ? { flaw: 'on and ignoring stand between instant vectors, not beside a scalar' }
      : vector;
  }
  if (names.some((name) => comparisons.includes(name)) && !names.includes('BoolModifier'))
    return { flaw: 'two scalars are compared with the modifier bool alone' };
  return { type: 'scalar' };
}

function selector(node: PromqlNode, text: string): Judged {
  const [name] = childrenOf(node);
  const matchers = childrenOf(node)
    .filter((child) => child.name === 'LabelMatchers')
    .flatMap(childrenOf);
  const isIdentified = name?.name === 'Identifier';
  let isNamed = isIdentified;
  for (const matcher of matchers) {
    const parts = childrenOf(matcher);
    const namesMetric = matcher.name === 'QuotedLabelName' || parts.some((part) => labelOf(part, text) === '__name__');
    if (namesMetric && isIdentified) return { flaw: 'a selector names its metric once' };
    if (matcher.name === 'QuotedLabelName') isNamed = true;
    const [operator] = parts.filter((part) => part.name === 'MatchOp').flatMap(childrenOf);
    const value = parts.findLast((part) => part.name === 'StringLiteral');
    const wanted = value === undefined ? undefined : unquoted(text.slice(value.from, value.to));
    if (operator === undefined || wanted === undefined) continue;
    const admits = admitsNothing(operator.name, wanted);
    if (admits === undefined) return { flaw: `no regular expression: ${wanted}` };
    if (!admits) isNamed = true;
  }
  return isNamed ? vector : { flaw: 'a selector names a metric, or a label that is not empty' };
}

function labelOf({ name, from, to }: PromqlNode, text: string): string | undefined {
  return name === 'LabelName' ? text.slice(from, to) : undefined;
}

/** Whether a matcher is fulfilled by a series that lacks the label; undefined where it is no matcher. */
function admitsNothing(operator: string, value: string): boolean | undefined {
  if (operator === 'EqlSingle') return value === '';
  if (operator === 'Neq') return value !== '';
  const matches = goPattern(value)?.matches('');
  return matches === undefined ? undefined : matches === (operator === 'EqlRegex');
}

/** What a literal stands for; undefined where it has escapes that JSON has not. */
function unquoted(literal: string): string | undefined {
  const text = literal.slice(1, -1);
  if (literal.startsWith('`') || !text.includes('\\')) return text;
  try {
    const parsed: unknown = JSON.parse(`"${text}"`);
    return typeof parsed === 'string' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function excerpt(text: string, at: number): string {
  return at >= text.length ? 'its end' : JSON.stringify(text.slice(at, at + 20));
}

import { isSimple, type CelType } from '../types/cel-type';
import type { Signature } from '../types/parse-signature';
import { perCharacter, perPattern, type Charge, type Rates } from './charge';
import type { Operand } from './operand';
import { add, addSizes, fixedSize, multiply, unionOf, wrapped, type Size } from './size';

/** What is known of a call beside the function. */
export interface CallShape {
  readonly target: Operand | undefined;
  readonly args: readonly Operand[];
  readonly rates: Rates;
  readonly countsMatchesFunction: boolean;
  readonly sizeOf: (operand: Operand) => Size;
}

/**
 * What cel-go charges for a function of its own; undefined for what costs what any call costs.
 * What `&&`, `||` and `?` cost is for the caller, who knows what their operands cost.
 */
export function coreCharge({ name, isMethod, parameters }: Signature, shape: CallShape): Charge | undefined {
  const { target, rates, sizeOf } = shape;
  const [first, second] = shape.args;
  const [own, other] = parameters;
  const traversed = (operand: Operand): bigint => rates.charge(sizeOf(operand).max, perCharacter);
  switch (name) {
    case 'format':
      return target === undefined ? undefined : { cost: traversed(target) };
    case 'startsWith':
    case 'endsWith':
      return first === undefined ? undefined : { cost: traversed(first) };
    case 'in':
      return second === undefined || !isGeneric(other, 'list')
        ? undefined
        : { cost: rates.charge(sizeOf(second).max, 1) };
    case 'contains':
      if (target === undefined || first === undefined) return undefined;
      return { cost: multiply(traversed(target), traversed(first)) };
    case 'matches':
      return matchesCharge(isMethod ? [target, first] : shape.countsMatchesFunction ? [first, second] : [], shape);
    case '==':
    case '!=':
      return comparisonCharge(first, second, shape);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return isText(own) && isText(other) ? comparisonCharge(first, second, shape) : undefined;
    case 'bytes':
    case 'string':
    case 'strings.quote':
      return first === undefined ? undefined : conversionCharge(name, own, first, shape);
    case '+':
      return first === undefined || second === undefined ? undefined : sumCharge(own, [first, second], shape);
    default:
      return undefined;
  }
}

function matchesCharge(
  [text, pattern]: readonly (Operand | undefined)[],
  { rates, sizeOf }: CallShape,
): Charge | undefined {
  if (text === undefined || pattern === undefined) return undefined;
  // An empty text is looked at as well.
  const characters = rates.charge(add(sizeOf(text).max, 1n), perCharacter);
  return { cost: multiply(characters, rates.charge(sizeOf(pattern).max, perPattern)) };
}

function comparisonCharge(
  left: Operand | undefined,
  right: Operand | undefined,
  { rates, sizeOf }: CallShape,
): Charge | undefined {
  if (left === undefined || right === undefined) return undefined;
  const [a, b] = [sizeOf(left).max, sizeOf(right).max];
  return { cost: rates.charge(a < b ? a : b, perCharacter) };
}

function conversionCharge(
  name: string,
  from: CelType | undefined,
  operand: Operand,
  { rates, sizeOf }: CallShape,
): Charge | undefined {
  const { min, max } = sizeOf(operand);
  const cost = rates.charge(max, perCharacter);
  if (name === 'strings.quote') return { cost, size: { min: wrapped(min + 2n), max: wrapped(max * 2n + 2n) } };
  // A character is up to four bytes.
  if (name === 'bytes' && isSimpleType(from, 'string')) return { cost, size: { min, max: wrapped(max * 4n) } };
  if (name === 'string' && isSimpleType(from, 'bytes')) return { cost, size: { min: min / 4n, max } };
  return undefined;
}

function sumCharge(
  of: CelType | undefined,
  [left, right]: readonly [Operand, Operand],
  { rates, sizeOf }: CallShape,
): Charge | undefined {
  const isList = isGeneric(of, 'list');
  if (!isList && !isText(of)) return undefined;
  const size = addSizes(sizeOf(left), sizeOf(right));
  return { cost: isList ? 1n : rates.charge(size.max, perCharacter), size };
}

/** A choice gives either. */
export function choiceSize(shape: CallShape): Size {
  const [, yes, no] = shape.args;
  if (yes === undefined || no === undefined) return fixedSize(0n);
  return unionOf(shape.sizeOf(yes), shape.sizeOf(no));
}

function isText(type: CelType | undefined): boolean {
  return type !== undefined && isSimple(type, 'string', 'bytes');
}

function isSimpleType(type: CelType | undefined, name: 'string' | 'bytes'): boolean {
  return type !== undefined && isSimple(type, name);
}

function isGeneric(type: CelType | undefined, name: string): boolean {
  return type?.kind === 'generic' && type.name === name;
}

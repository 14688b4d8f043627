import type { CelType } from '../types/cel-type';
import type { Signature } from '../types/parse-signature';
import { listCost, perCharacter, perPattern, type Charge, type Rates } from './charge';
import { isText, itemOf, librarySize, type Operand } from './operand';
import type { ServerRelease } from './server-release';
import { add, addSizes, most, multiply, multiplySizes, type Size } from './size';
import type { DeclaredSizes } from './declared-sizes';

/** What libraries charge a call by. */
export interface LibraryCall {
  readonly target: Operand | undefined;
  readonly args: readonly Operand[];
  readonly rates: Rates;
  readonly release: ServerRelease;
  readonly declared: DeclaredSizes;
}

/**
 * What Kubernetes, and extensions of cel-go that it has, charge for a function; undefined for what they leave to cel-go.
 *
 * See `pkg/cel/library/cost.go` of k8s.io/apiserver, and `ext/lists.go` and `ext/sets.go` of cel-go.
 */
export function libraryCharge(signature: Signature, call: LibraryCall): Charge | undefined {
  const { target, args, rates, declared } = call;
  const [first, second] = args;
  const sizeOf = (operand: Operand): Size => librarySize(operand, declared);
  const traversed = (operand: Operand, times = 1): bigint => rates.charge(sizeOf(operand).max, times * perCharacter);
  const read: Charge | undefined = first === undefined ? undefined : { cost: traversed(first) };
  switch (signature.name) {
    case 'isSorted':
    case 'sum':
    case 'max':
    case 'min':
    case 'indexOf':
    case 'lastIndexOf':
      return target === undefined ? undefined : { cost: searchCost(target, call) };
    case 'url':
      if (first === undefined || !call.release.knowsOwnTypes) return read;
      return { cost: traversed(first), size: sizeOf(first) };
    case 'lowerAscii':
    case 'upperAscii':
    case 'substring':
    case 'trim':
      return target === undefined ? undefined : { cost: traversed(target), size: sizeOf(target) };
    case 'replace':
      if (target === undefined || first === undefined || second === undefined) return undefined;
      return { cost: traversed(target, 2), size: replacedSize(sizeOf(target), sizeOf(first), sizeOf(second), rates) };
    case 'split':
      if (target === undefined) return undefined;
      return { cost: traversed(target, 2), size: { min: 0n, max: mostParts(second) ?? sizeOf(target).max } };
    case 'join': {
      if (target === undefined) return undefined;
      const size = joinedSize(target, first, declared);
      return { cost: rates.charge(size.max, perCharacter), size };
    }
    case 'find':
    case 'findAll':
      return target === undefined || first === undefined ? undefined : findCharge(sizeOf(target), sizeOf(first), rates);
    case 'cidr':
    case 'isIP':
    case 'isCIDR':
    case 'ip':
      // The address of a block is there already.
      return signature.isMethod ? { cost: 1n } : read;
    case 'ip.isCanonical':
      return first === undefined ? undefined : { cost: traversed(first, 2) };
    case 'containsIP':
    case 'containsCIDR':
      return first === undefined ? undefined : { cost: addressCost(signature, traversed(first), rates) };
    case 'quantity':
    case 'isQuantity':
      return call.release.countsQuantities ? read : undefined;
    case 'semver':
    case 'isSemver':
      return read;
    case 'validate':
      return first === undefined
        ? undefined
        : { cost: rates.charge(traversed(first), longestFormatPattern * perPattern) };
    case '==':
      return call.release.knowsOwnTypes ? ownTypeCharge(args, rates) : undefined;
    default:
      return extensionCharge(signature, call);
  }
}

const longestFormatPattern = 128;
const longestFormatName = 64n;
const longestAddress = 16n;

function searchCost(target: Operand, { rates, declared }: LibraryCall): bigint {
  const size = librarySize(target, declared).max;
  const item = itemOf(target);
  if (item === undefined) return rates.charge(size, perCharacter);
  const compared = isText(item.type) ? rates.charge(librarySize(item, declared).max, perCharacter) : 0n;
  return multiply(size, add(1n, compared));
}

/** The longest that a text becomes where the smallest part is replaced by the largest one, as often as can be. */
function replacedSize(text: Size, from: Size, to: Size, rates: Rates): Size {
  const longest = from.min === 0n ? text.max + 1n : to.max <= from.min ? 0n : rates.divided(text.max, from.min);
  const shortest = from.max === 0n ? text.min + 1n : from.max <= to.min ? 0n : rates.divided(text.min, from.max);
  const count: Size = { min: shortest > most ? most : shortest, max: longest > most ? most : longest };
  const kept: Size = {
    min: from.max === 0n || from.max <= to.min ? text.min : 0n,
    max: from.min === 0n || to.max <= from.min ? text.max : 0n,
  };
  return addSizes(multiplySizes(count, to), kept);
}

function mostParts(limit: Operand | undefined): bigint | undefined {
  const { node } = limit ?? {};
  return node?.kind === 'literal' && typeof node.value === 'bigint' ? BigInt.asUintN(64, node.value) : undefined;
}

function joinedSize(list: Operand, separator: Operand | undefined, declared: DeclaredSizes): Size {
  const count = librarySize(list, declared);
  const item = itemOf(list);
  const parts: Size = item === undefined ? { min: 0n, max: 0n } : multiplySizes(count, librarySize(item, declared));
  if (separator === undefined) return parts;
  const between: Size = { min: count.min > 0n ? count.min - 1n : 0n, max: count.max > 0n ? count.max - 1n : 0n };
  return addSizes(parts, multiplySizes(librarySize(separator, declared), between));
}

function findCharge(text: Size, pattern: Size, rates: Rates): Charge {
  // An empty text is looked at as well.
  const characters = rates.charge(add(text.max, 1n), perCharacter);
  return {
    cost: multiply(characters, rates.charge(pattern.max, perPattern)),
    size: { min: 0n, max: text.max },
  };
}

/** Two addresses are compared, and one of them is read where it is a text. */
function addressCost({ name, parameters: [, other] }: Signature, read: bigint, rates: Rates): bigint {
  const compared = rates.charge(longestAddress * 2n, perCharacter);
  const masked = name === 'containsCIDR' ? rates.charge(longestAddress, perCharacter) + 1n : 0n;
  const isRead = other !== undefined && isText(other);
  return add(compared + masked, isRead ? read : 0n);
}

const comparedAtOnce = ['net.IP', 'net.CIDR', 'kubernetes.Quantity', 'kubernetes.Semver'];

function ownTypeCharge([left, right]: readonly Operand[], rates: Rates): Charge | undefined {
  const name = ownType(left?.type);
  if (name === undefined || name !== ownType(right?.type)) return undefined;
  if (comparedAtOnce.includes(name)) return { cost: 1n };
  if (name === 'kubernetes.NamedFormat') return { cost: rates.charge(longestFormatName, perCharacter) };
  return name === 'kubernetes.URL' ? { cost: rates.charge(right?.computed?.max ?? 1n, perCharacter) } : undefined;
}

function ownType(type: CelType | undefined): string | undefined {
  return type?.kind === 'generic' && type.parameters.length === 0 ? type.name : undefined;
}

function extensionCharge(signature: Signature, { target, args, rates, declared }: LibraryCall): Charge | undefined {
  const [first, second] = args;
  const sizeOf = (operand: Operand): Size => librarySize(operand, declared);
  switch (signature.name) {
    case 'sets.contains':
    case 'sets.intersects':
    case 'sets.equivalent': {
      if (first === undefined || second === undefined) return undefined;
      const pairs = multiply(sizeOf(first).max, sizeOf(second).max);
      return { cost: add(1n, rates.charge(pairs, signature.name === 'sets.equivalent' ? 2 : 1)) };
    }
    case 'slice': {
      if (target === undefined) return undefined;
      const [start, end] = [countOf(first) ?? 0n, countOf(second) ?? sizeOf(target).max];
      const count = BigInt.asUintN(64, end - start);
      return listCharge({ min: count, max: count }, 1, rates);
    }
    case 'lists.range': {
      const count = countOf(first) ?? most;
      return listCharge({ min: count, max: count }, 1, rates);
    }
    case 'reverse':
      return target === undefined ? undefined : listCharge(sizeOf(target), 1, rates);
    case 'flatten': {
      if (target === undefined) return undefined;
      const depth = first === undefined ? 1n : (countOf(first) ?? most);
      return listCharge(sizeOf(target), Number(depth), rates);
    }
    case 'distinct':
      return target === undefined ? undefined : comparedCharge(sizeOf(target), 2, rates);
    case 'sort':
      return target === undefined
        ? undefined
        : comparedCharge(sizeOf(target), 2 + textRate(signature.parameters[0]), rates);
    case '@sortByAssociatedKeys':
      return first === undefined
        ? undefined
        : comparedCharge(sizeOf(first), 2 + textRate(signature.parameters[1]), rates);
    default:
      return undefined;
  }
}

/** An integer that is written out. */
function countOf(operand: Operand | undefined): bigint | undefined {
  const { node } = operand ?? {};
  if (node?.kind !== 'literal' || typeof node.value !== 'bigint') return undefined;
  return node.value < 0n ? 0n : node.value;
}

function listCharge(size: Size, rate: number, rates: Rates): Charge {
  return { cost: add(rates.charge(size.max, rate), 1n + listCost), size };
}

/** Every item is compared with every other one. */
function comparedCharge(size: Size, rate: number, rates: Rates): Charge {
  return listCharge(multiplySizes(size, size), rate, rates);
}

function textRate(list: CelType | undefined): number {
  const item = list?.kind === 'generic' ? list.parameters[0] : undefined;
  const mayBeText = item === undefined || isText(item) || (item.kind === 'simple' && item.name === 'dyn');
  return mayBeText ? perCharacter : 0;
}

import { isAnything, isSimple, type CelType } from './cel-type';

/** What the parameters of a signature stand for. */
export type Substitution = Map<string, CelType>;

/** Whether a value of one type can stand where the other is wanted; fills in what parameters stand for. */
export function isAssignable(known: Substitution, wanted: CelType, given: CelType): boolean {
  if (given.kind === 'parameter') {
    const hadMeaning = known.has(given.name);
    if (substitute(known, given.name, wanted)) return true;
    if (hadMeaning) return false;
  }
  if (wanted.kind === 'parameter') return substitute(known, wanted.name, given);
  if (isAnything(wanted) || isAnything(given)) return true;
  if (isSimple(wanted, 'null')) return takesNull(given);
  if (isSimple(given, 'null')) return takesNull(wanted);
  if (wanted.kind === 'object' || given.kind === 'object') {
    return wanted.kind === 'object' && given.kind === 'object' && wanted.name === given.name;
  }
  if (wanted.name !== given.name) return false;
  if (wanted.kind !== 'generic' || given.kind !== 'generic') return wanted.kind === given.kind;
  // A type is a value of the type of types, whichever it is.
  if (wanted.name === 'type') return true;
  return wanted.parameters.every((parameter, index) => {
    const other = given.parameters[index];
    return other !== undefined && isAssignable(known, parameter, other);
  });
}

export function hasParameter(type: CelType): boolean {
  return type.kind === 'parameter' || (type.kind === 'generic' && type.parameters.some(hasParameter));
}

/** The type with its parameters replaced; what no value decided can be anything. */
export function applied(known: Substitution, type: CelType, isFinal = false): CelType {
  if (type.kind === 'parameter') {
    const meaning = known.get(type.name);
    if (meaning !== undefined) return applied(known, meaning, isFinal);
    return isFinal ? { kind: 'simple', name: 'dyn' } : type;
  }
  if (type.kind !== 'generic') return type;
  return { ...type, parameters: type.parameters.map((parameter) => applied(known, parameter, isFinal)) };
}

/** The type that says less: the other one can stand for it. */
export function mostGeneral(left: CelType, right: CelType): CelType {
  return isLessSpecific(left, right) ? left : right;
}

function substitute(known: Substitution, name: string, type: CelType): boolean {
  if (type.kind === 'parameter' && type.name === name) return true;
  const meaning = known.get(name);
  if (meaning === undefined) {
    if (mentions(known, type, name)) return false;
    known.set(name, type);
    return true;
  }
  if (!isAssignable(known, type, meaning)) return false;
  const general = mostGeneral(type, meaning);
  if (!mentions(known, general, name)) known.set(name, general);
  return true;
}

function mentions(known: Substitution, type: CelType, name: string): boolean {
  if (type.kind === 'parameter') {
    const meaning = known.get(type.name);
    return type.name === name || (meaning !== undefined && mentions(known, meaning, name));
  }
  return type.kind === 'generic' && type.parameters.some((parameter) => mentions(known, parameter, name));
}

function isLessSpecific(left: CelType, right: CelType): boolean {
  if (isSimple(left, 'dyn') || left.kind === 'parameter') return true;
  if (isSimple(right, 'dyn') || right.kind === 'parameter') return false;
  if (isSimple(left, 'null')) return false;
  if (left.kind !== 'generic' || right.kind !== 'generic' || left.name !== right.name) return true;
  return left.parameters.every((parameter, index) => {
    const other = right.parameters[index];
    return other === undefined || isLessSpecific(parameter, other);
  });
}

function takesNull(type: CelType): boolean {
  if (type.kind === 'object') return true;
  if (type.kind === 'generic') return type.name !== 'list' && type.name !== 'map' && type.name !== 'type';
  return isSimple(type, 'null', 'timestamp', 'duration');
}

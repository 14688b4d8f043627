/** A type as the checker of CEL knows it. */
export type CelType =
  | { readonly kind: 'simple'; readonly name: SimpleType }
  /** `list`, `map`, `optional_type`, `type`, and the types of Kubernetes, which have no parameters. */
  | { readonly kind: 'generic'; readonly name: string; readonly parameters: readonly CelType[] }
  | ObjectType
  | { readonly kind: 'parameter'; readonly name: string };

export type SimpleType = 'dyn' | 'error' | 'null' | 'bool' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | TimeType;
type TimeType = 'timestamp' | 'duration';

/** An object of a definition: no two of them are of one type, whatever their fields. */
export interface ObjectType {
  readonly kind: 'object';
  /** Where it stands: `object`, `object.spec`. */
  readonly name: string;
  /** Types of the fields that rules may name, by their escaped names. */
  readonly fields: ReadonlyMap<string, CelType>;
}

export const dyn: CelType = { kind: 'simple', name: 'dyn' };
/** What an expression has that was reported already: it fits everywhere, so that nothing is said twice. */
export const errorType: CelType = { kind: 'simple', name: 'error' };
export const bool: CelType = { kind: 'simple', name: 'bool' };
export const int: CelType = { kind: 'simple', name: 'int' };
export const string: CelType = { kind: 'simple', name: 'string' };

export function simple(name: SimpleType): CelType {
  return { kind: 'simple', name };
}

export function generic(name: string, ...parameters: readonly CelType[]): CelType {
  return { kind: 'generic', name, parameters };
}

export function isSimple(type: CelType, ...names: readonly SimpleType[]): boolean {
  return type.kind === 'simple' && names.includes(type.name);
}

/** Whether nothing is known of a value: every use of it is left to the run. */
export function isAnything(type: CelType): boolean {
  return isSimple(type, 'dyn', 'error');
}

/** As messages show it: `list(string)`. */
export function formatType(type: CelType): string {
  if (type.kind !== 'generic') return type.name;
  return type.parameters.length === 0 ? type.name : `${type.name}(${type.parameters.map(formatType).join(', ')})`;
}

/** Levels of maps and lists that a manifest may have; a deeper one is taken for a cycle. */
export const maximumDepth = 200;

/** Thrown where the emitter meets a value that cannot be written; `findUnwritable` then says where and why. */
export class UnwritableError extends Error {}

/** Why a value cannot stand in a manifest; undefined when it can. */
function unwritableReason(value: unknown): string | undefined {
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
      return undefined;
    case 'string':
      return hasLoneSurrogate(value)
        ? 'half of a surrogate pair is no character, and no YAML parser reads it'
        : undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : `${value} is no JSON number`;
    case 'object':
      return value === null || Array.isArray(value) || isPlainMap(value)
        ? undefined
        : `an instance of ${className(value)} is no plain map, list, string, number, boolean or null`;
    default:
      return `a ${typeof value} is no plain map, list, string, number, boolean or null`;
  }
}

/** Path of the first value that cannot be written, as the API server writes paths, and the reason. */
export function findUnwritable(value: unknown, path = '', depth = 0): { path: string; reason: string } | undefined {
  const reason = depth > maximumDepth ? `more than ${maximumDepth} levels deep` : unwritableReason(value);
  if (reason !== undefined) return { path, reason };
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, child] of Object.entries(value)) {
    if (hasLoneSurrogate(key)) return { path, reason: 'a key has half of a surrogate pair' };
    const found = findUnwritable(child, childPath(path, key, Array.isArray(value)), depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** True for what `{}` and `Object.create(null)` make; false for class instances, also those of another realm's classes. */
export function isPlainMap(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || isObjectPrototype(prototype);
}

/** The `Object.prototype` of another realm (`node:vm`, Jest) is recognized by what it inherits from: nothing. */
function isObjectPrototype(prototype: unknown): boolean {
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'hasOwnProperty')
  );
}

export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function className(value: object): string {
  return value.constructor.name;
}

function childPath(path: string, key: string, inList: boolean): string {
  if (inList) return `${path}[${key}]`;
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

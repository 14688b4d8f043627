import type { JsonObject } from '../manifest/objects/json';

/**
 * A map that holds no more than what is written in it: nothing of a class, and nothing by way of `__proto__`. It may come
 * from another context of Node, as in a test runner, which has an `Object` of its own.
 */
export function isPlainMap(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  return (
    typeof prototype === 'object' &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'isPrototypeOf')
  );
}

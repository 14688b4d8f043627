import { isJsonArray, type JsonObject } from '../manifest/objects/json';
import { isNearMiss } from './near-miss';

/** Says what is wrong with a value at a path, or nothing. */
export type Shape = (value: unknown, path: string) => string | undefined;

export const text: Shape = (value, path) => (typeof value === 'string' ? undefined : mustBe(path, value, 'a string'));
export const flag: Shape = (value, path) =>
  typeof value === 'boolean' ? undefined : mustBe(path, value, 'true or false');
export const wholeNumber: Shape = (value, path) =>
  Number.isInteger(value) ? undefined : mustBe(path, value, 'a whole number');

/** One of some texts. */
export function oneOf(...values: readonly string[]): Shape {
  return (value, path) =>
    typeof value === 'string' && values.includes(value)
      ? undefined
      : `${path}: Unsupported value: ${written(value)}: supported values: ${values.join(', ')}`;
}

/** A list whose items have a shape. */
export function listOf(item: Shape): Shape {
  return (value, path) =>
    isJsonArray(value)
      ? firstOf(value.map((one, index) => item(one, `${path}[${index}]`)))
      : mustBe(path, value, 'a list');
}

/** A map with values of one shape, whatever the keys. */
export function mapOf(item: Shape): Shape {
  return (value, path) =>
    isPlainMap(value)
      ? firstOf(Object.entries(value).map(([key, one]) => item(one, join(path, key))))
      : mustBe(path, value, 'a map');
}

/** A map with these fields, of which those that end in `?` may be left out, and no others. */
export function fields(shapes: Readonly<Record<string, Shape>>): Shape {
  const known = new Map(Object.entries(shapes).map(([name, shape]) => [name.replace('?', ''), shape]));
  const required = Object.keys(shapes).filter((name) => !name.endsWith('?'));
  return (value, path) => {
    if (!isPlainMap(value)) return mustBe(path, value, 'a map');
    const given = Object.entries(value).filter(([, one]) => one !== undefined);
    const missing = required.find((name) => !given.some(([one]) => one === name));
    // A field that is mistyped says more than one that is missing.
    const unknown = given.find(([name]) => !known.has(name));
    if (unknown !== undefined) return unknownField(join(path, unknown[0]), unknown[0], [...known.keys()]);
    if (missing !== undefined) return `${join(path, missing)}: Required value`;
    return firstOf(given.map(([name, one]) => known.get(name)?.(one, join(path, name))));
  };
}

/** A map whose field `by` says which of some shapes it has. */
export function variantsOf(by: string, shapes: Readonly<Record<string, Shape>>): Shape {
  const known = new Map(Object.entries(shapes));
  return (value, path) => {
    if (!isPlainMap(value)) return mustBe(path, value, `a map with the field "${by}"`);
    const name = Object.hasOwn(value, by) ? value[by] : undefined;
    const shape = typeof name === 'string' ? known.get(name) : undefined;
    return shape === undefined ? oneOf(...known.keys())(name, join(path, by)) : shape(value, path);
  };
}

function unknownField(path: string, name: string, known: readonly string[]): string {
  const meant = known.find((one) => one.toLowerCase() === name.toLowerCase() || isNearMiss(name, one));
  const hint = meant === undefined ? '' : ` did you mean "${meant}"?`;
  return `${path}: unknown field;${hint} known are ${known.join(', ')}`;
}

/** A map that holds no more than what is written in it: nothing of a class, and nothing by way of `__proto__`. */
function isPlainMap(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function firstOf(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}

function mustBe(path: string, value: unknown, what: string): string {
  return `${path}: Invalid value: ${written(value)}: must be ${what}`;
}

function written(value: unknown): string {
  if (typeof value === 'function') return `function ${value.name}`;
  return typeof value === 'object' && value !== null && !isPlainMap(value) && !Array.isArray(value)
    ? `a ${value.constructor.name || 'map with a prototype'}`
    : (JSON.stringify(value) ?? 'undefined');
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

import { isJsonArray, isJsonObject } from '../manifest/objects/json';

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
      : `${path}: Unsupported value: ${JSON.stringify(value)}: supported values: ${values.join(', ')}`;
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
    isJsonObject(value)
      ? firstOf(Object.entries(value).map(([key, one]) => item(one, join(path, key))))
      : mustBe(path, value, 'a map');
}

/** A map with these fields, of which those that end in `?` may be left out, and no others. */
export function fields(shapes: Readonly<Record<string, Shape>>): Shape {
  const known = new Map(Object.entries(shapes).map(([name, shape]) => [name.replace('?', ''), shape]));
  const required = Object.keys(shapes).filter((name) => !name.endsWith('?'));
  return (value, path) => {
    if (!isJsonObject(value)) return mustBe(path, value, 'a map');
    const missing = required.find((name) => value[name] === undefined);
    if (missing !== undefined) return `${join(path, missing)}: Required value`;
    return firstOf(
      Object.entries(value).map(([name, one]) => {
        const shape = known.get(name);
        if (shape !== undefined) return shape(one, join(path, name));
        return `${join(path, name)}: unknown field; known are ${[...known.keys()].join(', ')}`;
      }),
    );
  };
}

function firstOf(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}

function mustBe(path: string, value: unknown, what: string): string {
  return `${path}: Invalid value: ${JSON.stringify(value)}: must be ${what}`;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

import { isJsonArray } from '../manifest/objects/json';
import { isPlainMap } from './is-plain-map';
import { nearestName } from './near-miss';
import { durationFix, sizeFix } from './unit-fixes';
import { unknownField } from './unknown-field';
import { mapFix, numberFix, written, writtenBare } from './written-value';

/** What is wrong with a value, where, and what to write instead. */
export interface ShapeProblem {
  /** Where it stands, such as `probes.readiness.httpGet.port`; empty for the whole. */
  readonly path: string;
  /** What is wrong, in the API server's words: `Invalid value: "3": must be a whole number`. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Says what is wrong with a value at a path, or nothing. */
export type Shape = (value: unknown, path: string) => ShapeProblem | undefined;

/**
 * A shape for each field of a type, with `?` behind the names of those that may be left out: a field that is added to
 * the type stops the build where its shapes are listed.
 */
export type FieldShapes<T> = {
  readonly [K in keyof T as K extends string ? (object extends Pick<T, K> ? `${K}?` : K) : never]-?: Shape;
};

/** A problem in one line: `zones[1]: Duplicate value: "a"`. */
export function formatShapeProblem({ path, message }: ShapeProblem): string {
  return path === '' ? message : `${path}: ${message}`;
}

/** Takes any value: what reads it later says what is wrong with it. */
export const anything: Shape = () => undefined;
export const text: Shape = (value, path) =>
  typeof value === 'string' ? undefined : mustBe(path, value, 'a string', `write "${writtenBare(value)}"`);
export const flag: Shape = (value, path) =>
  typeof value === 'boolean' ? undefined : mustBe(path, value, 'true or false', 'write true or false, without quotes');
export const wholeNumber: Shape = (value, path) =>
  Number.isInteger(value) ? undefined : mustBe(path, value, 'a whole number', numberFix(value));

/** A share in per cent. */
export const percent: Shape = (value, path) =>
  typeof value === 'number' && value >= 0 && value <= 100
    ? undefined
    : mustBe(path, value, 'between 0 and 100, inclusive', numberFix(value));

/** A whole number of at least `least`, and at most `most`. */
export function wholeNumberFrom(least: number, most = Infinity): Shape {
  const range = most === Infinity ? `at least ${least}` : `between ${least} and ${most}, inclusive`;
  return (value, path) => {
    const problem = wholeNumber(value, path);
    if (problem !== undefined) return problem;
    return typeof value === 'number' && value >= least && value <= most
      ? undefined
      : mustBe(path, value, range, `write a whole number ${range}`);
  };
}

/** The number of a port. */
export const portNumber: Shape = (value, path) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535
    ? undefined
    : mustBe(
        path,
        value,
        'between 1 and 65535, inclusive',
        typeof value === 'string' ? numberFix(value) : 'write the number of a port',
      );

/** A whole number, or a share such as `25%`. */
export const countOrPercent: Shape = (value, path) =>
  (typeof value === 'string' && /^\d+%$/.test(value)) ||
  (typeof value === 'number' && wholeNumberFrom(0)(value, path) === undefined)
    ? undefined
    : mustBe(path, value, 'a whole number or a share such as "25%"', numberFix(value));

/** A `Duration` of cdk8s. */
export const duration: Shape = (value, path) =>
  isDuration(value) ? undefined : mustBe(path, value, 'a Duration', `write ${durationFix(value)}`);

/** A `Duration` of at least a millisecond: none has no length here. */
export const positiveDuration: Shape = (value, path) =>
  isDuration(value) && Number(value.toMilliseconds()) < 1
    ? { path, message: 'Invalid value: 0: must be at least a millisecond', fix: 'leave it out for none' }
    : duration(value, path);

/** A `Size` of cdk8s. */
export const size: Shape = (value, path) =>
  typeof value === 'object' && value !== null && 'toMebibytes' in value
    ? undefined
    : mustBe(path, value, 'a Size', `write ${sizeFix(value)}`);

/** What stands for a workload: a blueprint, or the `Workload` itself. */
export const workloadLike: Shape = (value, path) =>
  typeof value === 'object' && value !== null && 'workload' in value && typeof value.workload === 'object'
    ? undefined
    : mustBe(
        path,
        value,
        'a blueprint or a Workload',
        'name a blueprint; Workload.from(…) makes a Workload of a cdk8s-plus one',
      );

/** A text that an expression matches, the whole of it; `what` says what such a text is. */
export function textLike(pattern: RegExp, what: string): Shape {
  return (value, path) => (typeof value === 'string' && pattern.test(value) ? undefined : mustBe(path, value, what));
}

/** One of some texts. */
export function oneOf(...values: readonly string[]): Shape {
  return (value, path) => {
    if (typeof value === 'string' && values.includes(value)) return undefined;
    if (typeof value === 'number' && values.some((one) => Number(one) === value))
      return textInQuotes(path, value, values);
    const meant = typeof value === 'string' ? nearestName(value, values) : undefined;
    return {
      path,
      message: `Unsupported value: ${written(value)}: supported values: ${values.join(', ')}`,
      fix: meant === undefined ? 'write one of the supported values' : `write "${meant}"`,
    };
  };
}

/** Without quotes, `1.30` is the number 1.3. */
function textInQuotes(path: string, value: number, values: readonly string[]): ShapeProblem {
  const meant = values.find((one) => one === String(value)) ?? values.find((one) => Number(one) === value);
  return { path, message: `Invalid value: ${value}: must be a string`, fix: `write '${meant}', in quotes` };
}

/** One of some values that are no objects, such as `false`, or else what has a shape. */
export function valueOr(value: boolean | string, shape: Shape): Shape {
  return (given, path) => (given === value ? undefined : shape(given, path));
}

/** A text as it is, or else what has a shape: `'8080'`, or `{ port: 8080 }`. */
export function textOr(shape: Shape): Shape {
  return (value, path) => (typeof value === 'string' ? undefined : shape(value, path));
}

/** The name or the number of a port. */
export const nameOrNumber: Shape = textOr((value, path) =>
  typeof value === 'number' ? portNumber(value, path) : mustBe(path, value, 'the name or the number of a port'),
);

/** A list whose items have a shape. */
export function listOf(item: Shape): Shape {
  return (value, path) =>
    isJsonArray(value)
      ? firstOf(value.map((one, index) => item(one, `${path}[${index}]`)))
      : mustBe(path, value, 'a list', `write [${writtenBare(value) === '' ? '…' : written(value)}]`);
}

/** A list of at least one item, each of which has a shape. */
export function nonEmpty(item: Shape, what: string): Shape {
  const list = listOf(item);
  return (value, path) =>
    Array.isArray(value) && value.length === 0
      ? { path, message: `Required value: ${what}`, fix: `name ${what}` }
      : list(value, path);
}

/** A list of maps, of which no two say the same in one field. */
export function distinctBy(list: Shape, field: string, fix: string): Shape {
  return (value, path) => {
    const problem = list(value, path);
    if (problem !== undefined || !Array.isArray(value)) return problem;
    const seen = new Set<unknown>();
    for (const [index, item] of value.entries()) {
      const name: unknown = isPlainMap(item) ? item[field] : undefined;
      if (seen.has(name))
        return { path: `${path}[${index}].${field}`, message: `Duplicate value: ${written(name)}`, fix };
      seen.add(name);
    }
    return undefined;
  };
}

/** A map with values of one shape, whatever the keys. */
export function mapOf(item: Shape): Shape {
  return (value, path) =>
    isPlainMap(value)
      ? firstOf(Object.entries(value).map(([key, one]) => (one === undefined ? undefined : item(one, join(path, key)))))
      : mustBe(path, value, 'a map', 'write a map of names and values: { … }');
}

/** A map whose keys have a shape of their own, as names of headers do. */
export function mapWith(key: Shape, item: Shape): Shape {
  const map = mapOf(item);
  return (value, path) =>
    (isPlainMap(value) ? firstOf(Object.keys(value).map((name) => key(name, path))) : undefined) ?? map(value, path);
}

/** A map of texts, such as labels. */
export const textMap: Shape = mapOf(text);

/** Fields of Kubernetes' own, which the schema of the cluster's version judges once they are in an object. */
export const kubernetesFields: Shape = mapOf(anything);

/**
 * A map with these fields, of which those that end in `?` may be left out, and no others.
 *
 * @param otherWords names that others have for a field, such as Kubernetes, and the field
 */
export function fields(
  shapes: Readonly<Record<string, Shape>>,
  otherWords: ReadonlyMap<string, string> = new Map(),
): Shape {
  const known = new Map(Object.entries(shapes).map(([name, shape]) => [name.replace('?', ''), shape]));
  const required = Object.keys(shapes).filter((name) => !name.endsWith('?'));
  return (value, path) => {
    if (!isPlainMap(value)) return mustBe(path, value, 'a map', mapFix(required));
    const given = Object.entries(value).filter(([, one]) => one !== undefined);
    const missing = required.find((name) => !given.some(([one]) => one === name));
    // A field that is mistyped says more than one that is missing.
    const unknown = given.find(([name]) => !known.has(name));
    if (unknown !== undefined)
      return unknownField(join(path, unknown[0]), unknown[0], [...known.keys()], otherWords.get(unknown[0]));
    if (missing !== undefined) return requiredAt(join(path, missing));
    return firstOf(given.map(([name, one]) => known.get(name)?.(one, join(path, name))));
  };
}

/** A map with every field of a type, and no others. */
export function fieldsOf<T extends object>(shapes: FieldShapes<T>): Shape;
export function fieldsOf(shapes: Readonly<Record<string, Shape>>): Shape {
  return fields(shapes);
}

/** A map whose field `by` says which of some shapes it has. */
export function variantsOf(by: string, shapes: Readonly<Record<string, Shape>>): Shape {
  const known = new Map(Object.entries(shapes));
  return (value, path) => {
    if (!isPlainMap(value)) return mustBe(path, value, `a map with the field "${by}"`, mapFix([by]));
    const name = Object.hasOwn(value, by) ? value[by] : undefined;
    const shape = typeof name === 'string' ? known.get(name) : undefined;
    return shape === undefined ? oneOf(...known.keys())(name, join(path, by)) : shape(value, path);
  };
}

/** A map that has exactly one of some fields, besides what else its shape says. */
export function exactlyOneOf(names: readonly string[], shape: Shape): Shape {
  return (value, path) => {
    const problem = shape(value, path);
    if (problem !== undefined || !isPlainMap(value)) return problem;
    const said = names.filter((name) => value[name] !== undefined);
    const [, second] = said;
    if (second !== undefined)
      return {
        path: join(path, second),
        message: `Forbidden: ${said.join(' and ')} exclude each other`,
        fix: `leave all but one of them out`,
      };
    return said.length === 1
      ? undefined
      : { path, message: `Required value: one of ${names.join(', ')}`, fix: `say one of ${names.join(', ')}` };
  };
}

/** Of any version of cdk8s that a program has loaded. */
function isDuration(value: unknown): value is { readonly toMilliseconds: () => unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'toMilliseconds' in value &&
    typeof value.toMilliseconds === 'function'
  );
}

function firstOf(problems: readonly (ShapeProblem | undefined)[]): ShapeProblem | undefined {
  return problems.find((problem) => problem !== undefined);
}

/** The problem of a name that is not in a list. */
export function notFound(path: string, name: string, known: readonly string[]): ShapeProblem {
  const meant = nearestName(name, known);
  return {
    path,
    message: `Not found: "${name}": must be one of ${known.map((one) => `"${one}"`).join(', ')}`,
    fix: meant === undefined ? 'write one of these' : `write "${meant}"`,
  };
}

/** The problem of a value that is not there. */
export function requiredAt(path: string): ShapeProblem {
  return { path, message: 'Required value', fix: `say "${path}"` };
}

/** The problem of a value that is not what it must be. */
export function mustBe(path: string, value: unknown, what: string, fix = `write ${what}`): ShapeProblem {
  return value === undefined
    ? { path, message: `Required value: must be ${what}`, fix }
    : { path, message: `Invalid value: ${written(value)}: must be ${what}`, fix };
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

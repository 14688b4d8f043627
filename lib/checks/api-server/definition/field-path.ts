import type { Field } from '../../../manifest/objects/field';
import { isFilled } from './schema-parts';

/** Where a path of a definition leads. */
export interface FoundField {
  readonly schema: Field;
  /** As the server writes it: `spec.replicas`, `spec[key]`. */
  readonly path: string;
  readonly root: string;
}

/** Why a path such as `.spec['a.b']` names no field of a schema; undefined where it does. */
export function fieldPathError(path: string, schema: Field): string | undefined {
  const found = findField(path, schema, true);
  return typeof found === 'string' ? found : undefined;
}

/** The field that a path names, or why it names none. */
export function findField(path: string, schema: Field, allowsBrackets: boolean): FoundField | string {
  let [node, at] = [schema, 0];
  let [written, root] = ['', ''];
  while (at < path.length) {
    const step = stepAt(path, at, allowsBrackets);
    if (typeof step === 'string') return step;
    const [properties, additional] = [node.at('properties'), node.at('additionalProperties')];
    const isNamed = isFilled(properties);
    if (!isNamed && !additional.isSet) return 'does not refer to a valid field';
    node = isNamed ? properties.entry(step.name) : additional;
    if (isNamed && !node.isSet) return 'does not refer to a valid field';
    written += isNamed ? `${written === '' ? '' : '.'}${step.name}` : `[${step.name}]`;
    if (root === '') root = step.name;
    at = step.end;
  }
  return { schema: node, path: written, root };
}

function stepAt(
  path: string,
  at: number,
  allowsBrackets: boolean,
): { readonly name: string; readonly end: number } | string {
  if (path[at] === '.') {
    const end = nextDelimiter(path, at + 1);
    if (end === at + 1) return path.length === end ? 'unexpected end of JSON path' : 'does not refer to a valid field';
    return { name: path.slice(at + 1, end), end };
  }
  if (path[at] !== '[') return `expected [ or . but got: ${path.slice(at, nextDelimiter(path, at + 1))}`;
  if (!allowsBrackets) return 'array notation is not allowed';
  const closing = closingQuote(path, at + 1);
  if (closing === undefined || path[closing + 1] !== ']') return 'expected single quoted string';
  return { name: path.slice(at + 2, closing).replaceAll(/\\([\\'])/g, '$1'), end: closing + 2 };
}

function nextDelimiter(path: string, from: number): number {
  let end = from;
  while (end < path.length && !/[.[\]]/.test(path[end] ?? '')) end += 1;
  return end;
}

function closingQuote(path: string, start: number): number | undefined {
  if (path[start] !== "'") return undefined;
  for (let at = start + 1; at < path.length; at += 1) {
    if (path[at] === "'" && path[at - 1] !== '\\') return at;
  }
  return undefined;
}

import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import { compactSchema } from './compact-schema';
import type { PulledFacts, PulledKind } from './pulled-facts';

const itemPath = /^\/(?:api|apis\/[^/]+)\/[^/]+\/(namespaces\/\{namespace\}\/)?([^/{}]+)\/\{name\}$/;
const componentPrefix = '#/components/schemas/';

/** The kinds of one document of `/openapi/v3`: those whose objects can be stored, and what their schemas refer to. */
export function factsFromOpenApi(document: JsonObject): Pick<PulledFacts, 'kinds' | 'definitions'> {
  const components = mapAt(mapAt(document, 'components'), 'schemas');
  const paths = mapAt(document, 'paths');
  const names = componentNames(components);
  const kinds: Record<string, PulledKind> = {};
  for (const [path, operations] of Object.entries(paths)) {
    const [, namespace, plural = ''] = itemPath.exec(path) ?? [];
    const key = plural === '' ? undefined : kindKey(mapAt(asMap(operations), 'put'));
    const schema = key === undefined ? undefined : components[names.get(key) ?? ''];
    if (key === undefined || schema === undefined) continue;
    kinds[key] = {
      scope: namespace === undefined ? 'Cluster' : 'Namespaced',
      plural,
      ...(paths[`${path}/status`] === undefined ? {} : { statusSubresource: true }),
      schema: builtInSchema(schema),
    };
  }
  const schemas = Object.values(kinds).map(({ schema }) => schema);
  return { kinds, definitions: reachableDefinitions(schemas, components) };
}

function reachableDefinitions(schemas: readonly JsonValue[], components: JsonObject): Record<string, JsonValue> {
  const definitions = new Map<string, JsonValue>();
  const pending = schemas.flatMap(referencesOf);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const component = Object.hasOwn(components, name) ? components[name] : undefined;
    if (component === undefined || definitions.has(name)) continue;
    const definition = builtInSchema(component);
    definitions.set(name, definition);
    for (const reference of referencesOf(definition)) pending.push(reference);
  }
  return Object.fromEntries(definitions);
}

/**
 * A reference stands for itself instead of in an `allOf` of one. The zero value of a Go type is no default: the server
 * documents it for every field that is not a pointer, and no object ever gets it.
 */
function builtInSchema(schema: JsonValue): JsonValue {
  return compactSchema(schema, ({ allOf, default: value, ...rest }) => {
    const [only, ...others] = isJsonArray(allOf) ? allOf : [];
    const reference = isJsonObject(only) && others.length === 0 ? only.$ref : rest.$ref;
    return {
      ...rest,
      ...(typeof reference === 'string' ? { $ref: reference.replace(componentPrefix, '') } : { allOf }),
      ...(isZero(value) ? {} : { default: value }),
    };
  });
}

function isZero(value: JsonValue | undefined): boolean {
  return value === '' || value === 0 || value === false || (isJsonObject(value) && Object.keys(value).length === 0);
}

function referencesOf(value: JsonValue): string[] {
  if (isJsonArray(value)) return value.flatMap(referencesOf);
  if (!isJsonObject(value)) return [];
  const parts = Object.values(value).flatMap((part) => (part === undefined ? [] : referencesOf(part)));
  return typeof value.$ref === 'string' ? [value.$ref, ...parts] : parts;
}

/** The component that describes each kind, by the kind's key. */
function componentNames(components: JsonObject): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [name, component] of Object.entries(components)) {
    const kinds = asMap(component)['x-kubernetes-group-version-kind'];
    // A component of many kinds describes options of requests.
    if (!isJsonArray(kinds) || kinds.length !== 1) continue;
    const key = keyOf(kinds[0]);
    if (key !== undefined) names.set(key, name);
  }
  return names;
}

function kindKey(operation: JsonObject): string | undefined {
  return keyOf(operation['x-kubernetes-group-version-kind']);
}

function keyOf(value: JsonValue | undefined): string | undefined {
  const { group, version, kind } = asMap(value);
  if (typeof group !== 'string' || typeof version !== 'string' || typeof kind !== 'string') return undefined;
  return `${group}/${version}/${kind}`;
}

function mapAt(value: JsonObject, key: string): JsonObject {
  return asMap(value[key]);
}

function asMap(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../lib/manifest/objects/json';

/** The values that a field takes, by the place of the field: `core_v1_PodSpec` → `properties.restartPolicy` → values. */
export type ClosedSets = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/**
 * The closed sets that the types of a release are declared with. A server documents them; the documents in the source
 * of the release leave them out, so that they are read from what the server makes its documents from.
 *
 * @param generated `pkg/generated/openapi/zz_generated.openapi.go`: one function a type, indented by gofmt
 */
export function closedSets(generated: string): ClosedSets {
  const sets = new Map<string, Map<string, readonly string[]>>();
  let type = new Map<string, readonly string[]>();
  let field = '';
  let inside: string[] = [];
  for (const line of generated.split('\n')) {
    const name = /^func schema_(\w+)\(/.exec(line)?.[1];
    if (name !== undefined) sets.set(name, (type = new Map<string, readonly string[]>()));
    const property = /^\t{5}"([^"]+)": \{$/.exec(line)?.[1];
    if (property !== undefined) [field, inside] = [property, []];
    if (line.includes('Items: &spec.SchemaOrArray{')) inside.push('items');
    if (line.includes('AdditionalProperties: &spec.SchemaOrBool{')) inside.push('additionalProperties');
    const values = /^\t+Enum:\s+\[\]interface\{\}\{(.*)\},$/.exec(line)?.[1];
    if (values !== undefined) type.set(['properties', field, ...inside].join('.'), strings(values));
  }
  return sets;
}

/** An OpenAPI document with the closed sets in their places. */
export function withClosedSets(document: JsonObject, sets: ClosedSets): JsonObject {
  const { components, ...rest } = document;
  if (!isJsonObject(components) || !isJsonObject(components.schemas)) return document;
  const schemas = Object.entries(components.schemas).map(([name, schema = {}]) => {
    const places = [...(sets.get(functionName(name)) ?? [])];
    return [name, places.reduce((one, [place, values]) => setEnum(one, place.split('.'), values), schema)] as const;
  });
  return { ...rest, components: { ...components, schemas: Object.fromEntries(schemas) } };
}

/** `io.k8s.api.core.v1.PodSpec` is described by `schema_k8sio_api_core_v1_PodSpec`: the last four folders and the type. */
function functionName(component: string): string {
  const [, ...parts] = component.replace(/^io\.k8s\./, 'io.k8sio.').split('.');
  return parts.slice(-5).join('_');
}

function setEnum(schema: JsonValue, [step, ...steps]: readonly string[], values: readonly string[]): JsonValue {
  if (!isJsonObject(schema) && !isJsonArray(schema)) throw new Error(`no schema at ${String(step)}`);
  if (isJsonArray(schema)) return schema;
  if (step === undefined) return { ...schema, enum: [...values] };
  return { ...schema, [step]: setEnum(schema[step] ?? {}, steps, values) };
}

function strings(list: string): readonly string[] {
  const values: unknown = JSON.parse(`[${list}]`);
  return Array.isArray(values) ? values.map(String) : [];
}

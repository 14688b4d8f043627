import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseAllDocuments } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import { factsFromDefinitions, isDefinition } from './facts-from-definition';
import { isStructuralSchema } from './is-structural-schema';
import type { KindFacts, SchemaFacts } from './schema-facts';

/**
 * Reads schema facts (`.json`, `.json.gz`), or CustomResourceDefinitions (`.yaml`, `.yml`, `.json`) from a file.
 *
 * @throws Error that names the file when it is neither
 */
export function readFacts(file: string): SchemaFacts {
  const text = textOf(file);
  if (/\.ya?ml$/.test(file)) return factsFromDefinitions(definitionsIn(text, file), file);
  const content = parseJson(text, file);
  if (isSchemaFacts(content)) return content;
  if (isJsonObject(content) && isDefinition(content)) return factsFromDefinitions([content], file);
  throw new Error(`${file} holds neither schema facts nor a CustomResourceDefinition`);
}

/** Reads a file of this package, which was judged when it was made: every program that checks anything waits for it. */
export function readShippedFacts(file: string): SchemaFacts {
  const content = parseJson(textOf(file), file);
  if (isShippedFacts(content)) return content;
  throw new Error(`${file} holds no schema facts`);
}

function textOf(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Reads every facts file and every definition of a folder and of the folders in it, in the order of their names. */
export function readFactsFolder(folder: string): readonly SchemaFacts[] {
  const names = readdirSync(folder, { encoding: 'utf8', recursive: true }).sort();
  const files = names.map((name) => join(folder, name)).filter((file) => statSync(file).isFile());
  return files.filter((file) => /\.(ya?ml|json|json\.gz)$/.test(file)).map(readFacts);
}

function definitionsIn(text: string, file: string): readonly JsonObject[] {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(`${file}: ${error.message}`);
    const content: unknown = document.toJS();
    return isJsonObject(content) && isDefinition(content) ? [content] : [];
  });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no JSON: ${String(error)}`);
  }
}

function isSchemaFacts(content: unknown): content is SchemaFacts {
  if (!hasFactsFormat(content)) return false;
  return (
    Object.values(content.kinds).every(isKindFacts) && Object.values(content.definitions).every(isStructuralSchema)
  );
}

function isShippedFacts(content: unknown): content is SchemaFacts {
  return hasFactsFormat(content);
}

function hasFactsFormat(
  content: unknown,
): content is JsonObject & { readonly kinds: JsonObject; readonly definitions: JsonObject } {
  if (!isJsonObject(content) || content.format !== 1 || typeof content.name !== 'string') return false;
  return isJsonObject(content.kinds) && isJsonObject(content.definitions);
}

function isKindFacts(value: JsonValue | undefined): value is JsonValue & KindFacts {
  return (
    isJsonObject(value) &&
    (value.scope === 'Namespaced' || value.scope === 'Cluster') &&
    typeof value.plural === 'string' &&
    isStructuralSchema(value.schema)
  );
}

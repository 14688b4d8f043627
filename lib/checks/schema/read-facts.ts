import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseAllDocuments } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../../manifest/json';
import { factsFromDefinitions, isDefinition } from './facts-from-definition';
import { isStructuralSchema } from './is-structural-schema';
import type { KindFacts, SchemaFacts } from './schema-facts';

/**
 * Reads schema facts (`.json`, `.json.gz`), or CustomResourceDefinitions (`.yaml`, `.yml`, `.json`) from a file.
 *
 * @throws Error that names the file when it is neither
 */
export function readFacts(file: string): SchemaFacts {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  if (/\.ya?ml$/.test(file)) return factsFromDefinitions(definitionsIn(text, file), file);
  const content = parseJson(text, file);
  if (isSchemaFacts(content)) return content;
  if (isJsonObject(content) && isDefinition(content)) return factsFromDefinitions([content], file);
  throw new Error(`${file} holds neither schema facts nor a CustomResourceDefinition`);
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
  if (!isJsonObject(content) || content.format !== 1 || typeof content.name !== 'string') return false;
  const { kinds, definitions } = content;
  return (
    isJsonObject(kinds) &&
    isJsonObject(definitions) &&
    Object.values(kinds).every(isKindFacts) &&
    Object.values(definitions).every(isStructuralSchema)
  );
}

function isKindFacts(value: JsonValue | undefined): value is JsonValue & KindFacts {
  return (
    isJsonObject(value) &&
    (value.scope === 'Namespaced' || value.scope === 'Cluster') &&
    typeof value.plural === 'string' &&
    isStructuralSchema(value.schema)
  );
}

import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import { credentialIn, isNamedConfidential } from './security/secret-like';

/** What of one object no message may quote. */
export interface ConfidentialValues {
  /** The values, in every form in which a message might have them. */
  readonly texts: ReadonlySet<string>;
  /** The fields of which everything is confidential, as messages write them: `data`, `metadata.annotations[…]`. */
  readonly paths: ReadonlySet<string>;
  /** How long they are: most beginnings of a path are not, and need no further look. */
  readonly lengths: ReadonlySet<number>;
}

/**
 * The one home of what may be quoted of an object. What may not: all that a Secret holds, also a Secret within another
 * object; the copy of an object that kubectl leaves in an annotation; and every value that looks like a credential.
 */
export function confidentialValues(manifest: Manifest): ConfidentialValues {
  const known = perManifest.get(manifest);
  if (known !== undefined) return known;
  const found: Found = { texts: new Set(), paths: new Set() };
  collect(manifest, '', '', found);
  const values = { ...found, lengths: new Set([...found.paths].map(({ length }) => length)) };
  perManifest.set(manifest, values);
  return values;
}

const perManifest = new WeakMap<Manifest, ConfidentialValues>();

interface Found {
  readonly texts: Set<string>;
  readonly paths: Set<string>;
}

/** What a Secret has besides its content. A misspelt `stringdata` is content. */
const openFields: readonly string[] = ['apiVersion', 'kind', 'metadata', 'type', 'immutable', 'sops', 'status'];

function collect(value: JsonValue, path: string, name: string, found: Found): void {
  if (typeof value === 'string') {
    if (credentialIn(value) !== undefined || isNamedConfidential(name, value)) addText(value, found.texts);
    return;
  }
  if (isJsonArray(value)) {
    for (const [index, item] of value.entries()) collect(item, `${path}[${index}]`, '', found);
    return;
  }
  if (!isJsonObject(value)) return;
  const isSecret = isOfKind(value, 'secret');
  for (const [field, part] of Object.entries(value)) {
    if (part === undefined) continue;
    const at = path === '' ? field : `${path}.${field}`;
    if (isSecret && !openFields.includes(field)) {
      found.paths.add(at);
      addLeaves(part, found.texts);
    } else if (field.includes('last-applied') && path.endsWith('annotations')) {
      found.paths.add(`${path}[${field}]`).add(at);
      addCopy(part, found.texts);
    } else {
      collect(part, at, nameOfValue(value, field), found);
    }
  }
}

function isOfKind({ kind }: JsonObject, wanted: string): boolean {
  return typeof kind === 'string' && kind.toLowerCase() === wanted;
}

/** What a value is called: by its field, or as environment variables, headers and parameters are, by the `name` beside it. */
function nameOfValue({ name }: JsonObject, field: string): string {
  return field === 'value' && typeof name === 'string' ? name : field;
}

/** The annotation itself, and whatever the object in it holds. */
function addCopy(value: JsonValue, texts: Set<string>): void {
  if (typeof value !== 'string') return;
  texts.add(value);
  const copy = parsed(value);
  if (!isJsonObject(copy)) return;
  for (const field of ['data', 'stringData']) addLeaves(copy[field] ?? null, texts);
  collect(copy, '', '', { texts, paths: new Set() });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function addLeaves(value: JsonValue, texts: Set<string>): void {
  if (isJsonArray(value)) for (const item of value) addLeaves(item, texts);
  else if (isJsonObject(value)) for (const part of Object.values(value)) addLeaves(part ?? null, texts);
  else if (value !== null) addText(String(value), texts);
}

/** A text in each form in which a message might have it: whole, line by line, in base64 and out of it. */
function addText(text: string, texts: Set<string>): void {
  for (const form of [text, Buffer.from(text).toString('base64'), decoded(text)]) {
    if (form === undefined || form.trim() === '') continue;
    texts.add(form).add(form.trim());
    for (const line of form.split(/\r?\n/)) if (line.length >= shortestTelling) texts.add(line.trim());
  }
}

/** Shorter parts of a text say nothing about it. */
const shortestTelling = 6;

function decoded(text: string): string | undefined {
  return /^[A-Za-z0-9+/_-]+={0,2}\s*$/.test(text) ? Buffer.from(text, 'base64').toString('utf8') : undefined;
}

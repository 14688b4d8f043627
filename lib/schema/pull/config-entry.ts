import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isJsonObject, type JsonObject } from '../../manifest/objects/json';

/** A part of a kubeconfig file, and the folder that relative paths in it start from. */
export interface ConfigEntry {
  readonly fields: JsonObject;
  readonly folder: string;
}

/** Text of a field; undefined where there is none. An empty text is none, as kubectl has it. */
export function textAt({ fields }: ConfigEntry, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A part of a part: empty where it is missing. */
export function partAt({ fields, folder }: ConfigEntry, name: string): ConfigEntry {
  const value = fields[name];
  return { fields: isJsonObject(value) ? value : {}, folder };
}

/** PEM text that stands in the entry itself (`<name>-data`, in base64) or in the file that it names. */
export function pemAt(entry: ConfigEntry, name: string): string | undefined {
  const data = textAt(entry, `${name}-data`);
  return data === undefined ? fileAt(entry, name) : Buffer.from(data, 'base64').toString('utf8');
}

/** Content of the file that a field names. */
export function fileAt(entry: ConfigEntry, name: string): string | undefined {
  const file = textAt(entry, name);
  return file === undefined ? undefined : readFileSync(resolve(entry.folder, file), 'utf8');
}

import type { Finding, FindingObject } from '../checks/finding';
import { validManifest } from '../checks/valid-manifest';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../manifest/objects/json';
import { isManifest, type LocatedManifest } from '../manifest/objects/manifest';
import { AliasBudget } from './alias-budget';
import { changesNothing, fileOfTool } from './file-of-tool';
import { parseDocuments } from './parse-documents';
import { defaultReadLimits, type ReadLimits } from './read-limits';

/** What could be read, and a finding for everything that could not: no document is passed over in silence. */
export interface ReadManifests {
  readonly manifests: readonly LocatedManifest[];
  readonly findings: readonly Finding[];
}

/** Reads the objects of one file of YAML or JSON. A List stands for its items. */
export function readManifests(
  file: string,
  text: string,
  limits: ReadLimits = defaultReadLimits,
  budget = new AliasBudget(limits),
): ReadManifests {
  const manifests: LocatedManifest[] = [];
  const findings: Finding[] = [];
  const { documents, problems } = parseDocuments(text, limits, budget);
  for (const { id, line, column, message, fix } of problems) {
    const origin = `${file}:${line}:${column}`;
    findings.push({
      id,
      severity: 'error',
      status: 'violated',
      object: fileObject(file),
      path: '',
      message,
      fix,
      origin,
    });
  }
  for (const { value, line } of documents) {
    for (const { item, path } of unroll(value)) {
      if (isManifest(item)) manifests.push({ manifest: item, file, line });
      else findings.push(...unreadable(item, path, file, line));
    }
  }
  return { manifests, findings };
}

/** How findings name a file that holds no object. */
export function fileObject(file: string): FindingObject {
  return { apiVersion: '', kind: 'File', name: file };
}

interface Item {
  readonly item: unknown;
  /** Where it stands in the document: `items[2]`, or nothing for the document itself. */
  readonly path: string;
}

function unroll(value: unknown, path = ''): readonly Item[] {
  if (value === null || value === undefined) return path === '' ? [] : [{ item: value, path }];
  if (!isJsonObject(value) || !isList(value)) return [{ item: value, path }];
  const items = isJsonArray(value.items) ? value.items : [];
  const prefix = path === '' ? 'items' : `${path}.items`;
  return items.flatMap((item, index) => unroll(withKindOfList(item, value), `${prefix}[${index}]`));
}

/** `v1/List`, and the lists that the API server answers with, such as `apps/v1/DeploymentList`. */
function isList({ kind, items, metadata }: JsonObject): boolean {
  if (typeof kind !== 'string' || !kind.endsWith('List') || items === undefined) return false;
  if (!isJsonArray(items) && items !== null) return false;
  return kind === 'List' || !isJsonObject(metadata) || metadata.name === undefined;
}

/** The API server leaves out of an item what the kind of its list says already; kubectl takes it from there. */
function withKindOfList(item: JsonValue, { apiVersion, kind }: JsonObject): JsonValue {
  if (!isJsonObject(item) || typeof apiVersion !== 'string' || typeof kind !== 'string' || kind === 'List') return item;
  if (item.kind !== undefined && item.apiVersion !== undefined) return item;
  return { ...item, apiVersion, kind: kind.slice(0, -'List'.length) };
}

function unreadable(value: unknown, path: string, file: string, line: number): readonly Finding[] {
  const origin = `${file}:${line}`;
  if (path === '' && changesNothing(value, file)) return [];
  const tool = path === '' ? fileOfTool(value, file) : undefined;
  if (tool === undefined) return validManifest(value, { unnamed: fileObject(file), path, origin });
  return [
    {
      id: 'valid-manifest',
      severity: 'info',
      status: 'unproved',
      object: fileObject(file),
      path,
      message: `Not checked: this file ${tool.is} and is no object of the cluster`,
      fix: tool.fix,
      origin,
    },
  ];
}

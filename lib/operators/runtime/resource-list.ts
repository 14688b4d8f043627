import { isJsonArray, isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { isManifest, type Manifest } from '../../manifest/objects/manifest';
import { parseDocuments } from '../../reader/parse-documents';
import { defaultReadLimits } from '../../reader/read-limits';

/** What kustomize and kpt hand to a function, and take from it. */
export interface ResourceList {
  /** `config.kubernetes.io/v1`, or an older version of it. */
  readonly apiVersion: string;
  /** The objects of the pipe, in their order. */
  readonly items: readonly Manifest[];
  /** What the function is configured by: an object itself, for generators. */
  readonly functionConfig?: Manifest;
}

/** A ResourceList, or why there is none. */
export function readResourceList(input: string): ResourceList | string {
  const { documents, problems } = parseDocuments(input, defaultReadLimits);
  const [problem] = problems;
  if (problem !== undefined) return `line ${problem.line}: ${problem.message}`;
  const [list, ...more] = documents.map(({ value }) => value);
  if (!isJsonObject(list) || more.length > 0 || list.kind !== 'ResourceList' || typeof list.apiVersion !== 'string') {
    return 'standard input must be one ResourceList (config.kubernetes.io/v1): kustomize and kpt write it';
  }
  const items = list.items ?? [];
  const broken = isJsonArray(items) ? items.findIndex((item) => !isManifest(item)) : 0;
  if (!isJsonArray(items) || broken !== -1)
    return `items[${broken}] is no object: it needs apiVersion, kind and metadata`;
  const { functionConfig } = list;
  if (functionConfig !== undefined && functionConfig !== null && !isManifest(functionConfig)) {
    return 'functionConfig is no object: it needs apiVersion, kind and metadata';
  }
  return {
    apiVersion: list.apiVersion,
    items: items.filter(isManifest),
    ...(isManifest(functionConfig) ? { functionConfig } : {}),
  };
}

/** What a function says of an object, as a ResourceList has it. */
export type FunctionResult = JsonObject & { readonly severity: 'error' | 'warning' | 'info' };

import type { Finding } from '../../manifest/objects/finding';
import type { Manifest } from '../../manifest/objects/manifest';
import { identityKey, identityOf } from '../../manifest/objects/object-identity';
import { formatMap } from '../../synth/yaml/format-yaml';
import { composerOf, type Composer } from './composer';
import { readResourceList, type FunctionResult } from './resource-list';

/** What a function wrote, and whether it failed. */
export interface FunctionOutput {
  /** The ResourceList, as YAML. */
  readonly output: string;
  /** Whether an object was refused: the pipe must stop. */
  readonly failed: boolean;
}

/**
 * Runs as a function of kustomize and kpt: each object of a known kind, among the items or as the configuration, brings
 * the objects that it stands for. What was there under the same name is replaced, all else is handed on.
 *
 * @returns why it could not run, as a text, where the input is no ResourceList
 */
export function runKrmFunction(input: string, composers: readonly Composer[]): FunctionOutput | string {
  const list = readResourceList(input);
  if (typeof list === 'string') return list;
  const { apiVersion, items, functionConfig } = list;
  const declared = [...(functionConfig === undefined ? [] : [functionConfig]), ...items];
  const composed = declared.flatMap((object) => composerOf(composers, object)?.compose(object) ?? []);
  const results = composed.flatMap(({ findings }) => findings.map(resultOf));
  const failed = results.some(({ severity }) => severity === 'error');
  const made = composed.flatMap(({ manifests }) => manifests);
  const output = formatMap({
    apiVersion,
    kind: 'ResourceList',
    items: failed ? items : merged(items, made),
    ...(functionConfig === undefined ? {} : { functionConfig }),
    ...(results.length === 0 ? {} : { results }),
  });
  return { output, failed };
}

function merged(items: readonly Manifest[], made: readonly Manifest[]): readonly Manifest[] {
  const byKey = new Map(made.map((manifest) => [keyOf(manifest), manifest]));
  const kept = items.map((item) => byKey.get(keyOf(item)) ?? item);
  const there = new Set(items.map(keyOf));
  return [...kept, ...[...byKey].flatMap(([key, manifest]) => (there.has(key) ? [] : [manifest]))];
}

function keyOf(manifest: Manifest): string {
  return identityKey(identityOf(manifest));
}

function resultOf({ id, severity, object, path, message, fix }: Finding): FunctionResult {
  return {
    message: `${message}; fix: ${fix}`,
    severity,
    resourceRef: { ...object },
    field: { path },
    tags: { check: id },
  };
}

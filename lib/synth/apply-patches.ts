import { JsonPatch } from 'cdk8s';
import { appendTo } from '../manifest/objects/append-to';
import { copyDigits } from '../manifest/objects/exact-integer';
import { isManifest, type Manifest } from '../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../manifest/objects/object-identity';
import type { ChartManifest } from '../model/capability';
import type { PatchRequest, PatchTarget } from '../chart/patch-requests';

/** Applies what charts want changed. Throws where a patch does not apply, and unless it may miss, where it finds no object. */
export function applyPatches(
  emitted: ChartManifest[],
  requests: readonly PatchRequest[],
  { mayMiss = false } = {},
): ChartManifest[] {
  if (requests.length === 0) return emitted;
  const byName = new Map<string, number[]>();
  for (const [index, { manifest }] of emitted.entries()) {
    const key = `${manifest.kind}/${manifest.metadata.name ?? ''}`;
    appendTo(byName, key, index);
  }
  const patched = [...emitted];
  for (const request of requests) {
    const { kind, name } = request.target;
    const found = (byName.get(`${kind}/${name}`) ?? []).filter((index) => matches(request.target, patched[index]));
    if (found.length === 0 && !mayMiss) throw new Error(unmatched(request));
    for (const index of found) {
      const entry = patched[index];
      if (entry !== undefined) patched[index] = { ...entry, manifest: applyPatch(entry.manifest, request) };
    }
  }
  return patched;
}

function matches({ group, namespace }: PatchTarget, entry: ChartManifest | undefined): boolean {
  if (entry === undefined) return false;
  const identity = identityOf(entry.manifest);
  return (
    (group === undefined || identity.group === group) && (identity.namespace === '' || identity.namespace === namespace)
  );
}

function applyPatch(manifest: Manifest, { operations, origin }: PatchRequest): Manifest {
  const what = `${origin}: patch of ${formatIdentity(identityOf(manifest))}`;
  const patched = applyOperations(manifest, operations, what);
  if (isManifest(patched)) return patched;
  throw new Error(`${what}: leaves an object without apiVersion, kind or metadata`);
}

/** A copy to which operations are applied, one by one. Throws, with the words for what is patched, at the first one that does not apply. */
export function applyOperations(document: unknown, operations: readonly JsonPatch[], what: string): unknown {
  let patched: unknown = structuredClone(document);
  for (const operation of operations) {
    const { path, missing } = targetsOf(operation, patched);
    if (missing !== undefined)
      throw new Error(`${what}: does not apply at ${path}: Not found: the object has no ${missing}`);
    try {
      patched = JsonPatch.apply(patched, operation);
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      throw new Error(`${what}: does not apply at ${path}: ${reason}`);
    }
  }
  copyDigits(document, patched);
  return patched;
}

/** Where an operation points at, and what must be there and is not: cdk8s would make or skip it without a word. */
function targetsOf(operation: JsonPatch, document: unknown): { path: string; missing?: string } {
  const json: unknown = operation._toJson();
  const { op, path, from }: Partial<Record<string, unknown>> =
    typeof json === 'object' && json !== null ? { ...json } : {};
  const needed = [op === 'add' || op === 'move' || op === 'copy' ? String(path).replace(/\/[^/]*$/, '') : String(path)];
  if (typeof from === 'string') needed.push(from);
  const missing = needed.find((pointer) => !exists(document, pointer));
  return {
    path: String(path),
    ...(missing === undefined ? {} : { missing }),
  };
}

function exists(document: unknown, pointer: string): boolean {
  let value = document;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = Reflect.get(value, key);
  }
  return true;
}

function unmatched({ target: { kind, name, namespace }, origin }: PatchRequest): string {
  return `${origin}: patch of ${kind} ${namespace ?? ''}/${name}: Not found: no object of the tree has this kind, name and namespace`;
}

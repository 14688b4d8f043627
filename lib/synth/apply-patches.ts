import { JsonPatch } from 'cdk8s';
import { isManifest, type Manifest } from '../manifest/manifest';
import { formatIdentity, identityOf } from '../manifest/object-identity';
import type { EmittedManifest } from '../model/capability';
import type { PatchRequest, PatchTarget } from '../chart/patch-requests';

/** Applies what charts want changed. Throws where a patch finds no object or does not apply. */
export function applyPatches(emitted: EmittedManifest[], requests: readonly PatchRequest[]): EmittedManifest[] {
  if (requests.length === 0) return emitted;
  const byName = new Map<string, number[]>();
  for (const [index, { manifest }] of emitted.entries()) {
    const key = `${manifest.kind}/${manifest.metadata.name ?? ''}`;
    byName.set(key, [...(byName.get(key) ?? []), index]);
  }
  const patched = [...emitted];
  for (const request of requests) {
    const { kind, name } = request.target;
    const found = (byName.get(`${kind}/${name}`) ?? []).filter((index) => matches(request.target, patched[index]));
    if (found.length === 0) throw new Error(unmatched(request));
    for (const index of found) {
      const entry = patched[index];
      if (entry !== undefined) patched[index] = { ...entry, manifest: applyPatch(entry.manifest, request) };
    }
  }
  return patched;
}

function matches({ group, namespace }: PatchTarget, entry: EmittedManifest | undefined): boolean {
  if (entry === undefined) return false;
  const identity = identityOf(entry.manifest);
  return (
    (group === undefined || identity.group === group) && (identity.namespace === '' || identity.namespace === namespace)
  );
}

function applyPatch(manifest: Manifest, { operations, origin }: PatchRequest): Manifest {
  let patched: unknown;
  try {
    patched = JsonPatch.apply(structuredClone(manifest), ...operations);
  } catch (error) {
    const paths = operations.map((operation) => String(Reflect.get(operation._toJson(), 'path'))).join(', ');
    throw new Error(
      `${origin}: patch of ${formatIdentity(identityOf(manifest))}: does not apply at ${paths}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    );
  }
  if (isManifest(patched)) return patched;
  throw new Error(
    `${origin}: patch of ${formatIdentity(identityOf(manifest))}: leaves an object without apiVersion, kind or metadata`,
  );
}

function unmatched({ target: { kind, name, namespace }, origin }: PatchRequest): string {
  return `${origin}: patch of ${kind} ${namespace ?? ''}/${name}: Not found: no object of the tree has this kind, name and namespace`;
}

import { isJsonObject, type JsonValue } from '../manifest/objects/json';
import { compareText } from '../manifest/objects/compare-text';
import type { LocatedManifest, Manifest } from '../manifest/objects/manifest';
import { identityOf } from '../manifest/objects/object-identity';

/** An object that goes, and one that takes its place under another name. */
export interface Rename {
  readonly from: LocatedManifest;
  readonly to: LocatedManifest;
}

/** Finds among objects that go and come those that are the same but for their name, or for the hash at its end. */
export function findRenames(
  deleted: readonly LocatedManifest[],
  created: readonly LocatedManifest[],
): readonly Rename[] {
  const waiting = new Map<string, LocatedManifest[]>();
  for (const object of deleted) {
    for (const signature of signaturesOf(object.manifest)) {
      const same = waiting.get(signature) ?? [];
      same.push(object);
      waiting.set(signature, same);
    }
  }
  const taken = new Set<LocatedManifest>();
  return created.flatMap((to) => {
    const candidates = signaturesOf(to.manifest).flatMap((signature) => waiting.get(signature) ?? []);
    const from = candidates.find((object) => !taken.has(object));
    if (from === undefined) return [];
    taken.add(from);
    return [{ from, to }];
  });
}

function signaturesOf(manifest: Manifest): readonly string[] {
  const { group, kind, namespace, name } = identityOf(manifest);
  const { metadata: _, apiVersion: _version, ...content } = manifest;
  const own = sortedJson(content);
  const nameless = own.replaceAll(name, '<name>');
  const prefix = /^(.+)-[a-z0-9]{5,12}$/.exec(name)?.[1];
  return [
    `${group}/${kind} ${own}`,
    `${group}/${kind} ${nameless}`,
    ...(prefix !== undefined && hashed.includes(kind) ? [`${kind} ${namespace}/${prefix}`] : []),
  ];
}

/** Kinds whose names tools end with a hash of the content. */
const hashed: readonly string[] = ['ConfigMap', 'Secret'];

function sortedJson(value: JsonValue): string {
  return JSON.stringify(value, (_, inner: JsonValue) =>
    isJsonObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareText(a, b))) : inner,
  );
}

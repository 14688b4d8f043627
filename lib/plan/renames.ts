import { appendTo } from '../manifest/objects/append-to';
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
  // From the end, so that the first of those that are the same is the last of its list, and leaves it first.
  for (const object of deleted.toReversed()) {
    for (const signature of signaturesOf(object.manifest)) appendTo(waiting, signature, object);
  }
  const taken = new Set<LocatedManifest>();
  const firstOf = (signature: string): LocatedManifest | undefined => {
    const same = waiting.get(signature) ?? [];
    for (let last = same.at(-1); last !== undefined && taken.has(last); last = same.at(-1)) same.pop();
    return same.at(-1);
  };
  return created.flatMap((to) => {
    const from = signaturesOf(to.manifest)
      .map(firstOf)
      .find((object) => object !== undefined);
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

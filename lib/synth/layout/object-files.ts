import type { Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityKey, identityOf } from '../../manifest/objects/object-identity';
import { ManifestError } from '../yaml/manifest-error';
import { fileNameForms, objectFile } from './file-path';

/**
 * The file of each object within its cluster's folder, by `identityKey`: one of its own, whatever kinds, groups and
 * names there are. Objects whose short names are the same all get the longer one, in whatever order they come.
 */
export function objectFiles(manifests: Iterable<Manifest>): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const takers = new Map<string, Named[]>();
  for (const manifest of manifests) {
    const key = identityKey(identityOf(manifest));
    if (!files.has(key)) name({ key, manifest, form: 0 });
  }
  for (let clashes = clashing(); clashes.length > 0; clashes = clashing()) {
    for (const { file } of clashes) takers.delete(file);
    for (const { named } of clashes) for (const each of named) name({ ...each, form: each.form + 1 });
  }
  return files;

  function name(named: Named): void {
    const form = fileNameForms[named.form];
    if (form === undefined)
      throw new ManifestError(`${formatIdentity(identityOf(named.manifest))}: no file name is left for it`);
    const file = objectFile(named.manifest, form);
    files.set(named.key, file);
    const others = takers.get(file);
    if (others === undefined) takers.set(file, [named]);
    else others.push(named);
  }

  function clashing(): readonly { readonly file: string; readonly named: readonly Named[] }[] {
    return [...takers].flatMap(([file, named]) => (named.length > 1 ? [{ file, named }] : []));
  }
}

interface Named {
  readonly key: string;
  readonly manifest: Manifest;
  /** Index of the form in `fileNameForms`. */
  readonly form: number;
}

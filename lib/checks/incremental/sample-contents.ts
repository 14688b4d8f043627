import type { LocatedManifest } from '../../manifest/objects/manifest';
import { identityKey, identityOf } from '../../manifest/objects/object-identity';
import { writtenWithin } from '../../manifest/objects/written-scalar';
import { digest } from './digest';

/** A tree of so few objects is its own sample. */
const few = 256;
const oneOf = 16;

/** Contents of some of a tree's objects, which are chosen by their names: of trees that are alike, the same ones. */
export function sampleContents(objects: readonly LocatedManifest[]): readonly string[] {
  const sample = objects.length <= few ? objects : objects.filter(isChosen);
  return sample.map(({ manifest }) => digest([JSON.stringify(manifest), ...writtenWithin(manifest)].join('\n')));
}

function isChosen({ manifest }: LocatedManifest): boolean {
  const key = identityKey(identityOf(manifest));
  let hash = 0;
  for (let i = 0; i < key.length; i += 1) hash = (hash * 31 + key.charCodeAt(i)) % 65_521;
  return hash % oneOf === 0;
}

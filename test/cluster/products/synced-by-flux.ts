import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Field } from '../../../lib/manifest/objects/field';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { readBytes } from '../../../lib/reader/read-folder';

/** The objects of a tree on disk. */
export function objectsBelow(folder: string): readonly Manifest[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.k8s.yaml'))
    .flatMap((file) => readBytes(file, readFileSync(join(folder, file))).manifests.map(({ manifest }) => manifest));
}

/** An object to ask for. */
export function named(apiVersion: string, kind: string, name: string, namespace?: string): Manifest {
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) } };
}

/** Whether every Kustomization has applied a revision, and found it healthy. */
export function isApplied(revision: string): (kustomizations: readonly Manifest[]) => boolean {
  return (all) =>
    all.length > 0 && all.every((each) => Field.root(each).at('status', 'lastAppliedRevision').text === revision);
}

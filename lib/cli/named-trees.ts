import { statSync } from 'node:fs';
import { isWithoutManifests } from '../reader/read-folder';
import { readClusterTrees, type ReadTree } from './cluster-trees';
import { UsageError } from './command';

/** The trees below a path that a user has named: a folder without any file to read is likely the wrong one. */
export function namedTrees(path: string): readonly ReadTree[] {
  const trees = readClusterTrees(existingPath(path));
  const isEmpty = trees.every(({ manifests, findings }) => manifests.length + findings.length === 0);
  // A file without documents is what was rendered: nothing.
  if (isEmpty && statSync(path).isDirectory() && isWithoutManifests(path))
    throw new Error(`no manifests found in ${path}`);
  return trees;
}

/** A path that a user has named, and that is there. */
export function existingPath(path: string): string {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) throw new UsageError(`${path}: no such folder or file`);
  return path;
}

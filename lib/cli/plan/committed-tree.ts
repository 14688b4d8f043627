import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appConfigOf, readAppConfig } from '../app-config';
import { existingFolder, gitSource, repositoryOf } from './git-source';
import type { TreeSource } from './tree-source';

/** A commit, and perhaps where its tree stands in it: `main`, or `main:deploy` in the words of Git. */
export interface CommittedBase {
  readonly revision: string;
  /** Below the root of the repository. */
  readonly folder?: string;
}

/** Reads what `--base` says of a commit. */
export function parseCommittedBase(base: string): CommittedBase {
  const [, revision, folder] = /^([^:]+):(.+)$/.exec(base) ?? [];
  return revision === undefined || folder === undefined ? { revision: base } : { revision, folder };
}

/**
 * The old tree of a folder in a commit. Where the commit has no such folder, the output may have had another name: that
 * which cdk8s.yaml had then.
 */
export function committedTree(folder: string, { revision, folder: named }: CommittedBase): TreeSource {
  if (named !== undefined) return gitSource(join(repositoryOf(existingFolder(folder)), named), revision);
  const source = gitSource(folder, revision);
  if (source.files.length > 0 || folder !== (readAppConfig().output ?? 'dist')) return source;
  const earlier = outputIn(revision);
  return earlier === undefined || earlier === folder ? source : gitSource(earlier, revision);
}

const configFile = 'cdk8s.yaml';

function outputIn(revision: string): string | undefined {
  if (!existsSync(configFile)) return undefined;
  const { files, read } = gitSource(dirname(configFile), revision, (path) => path === configFile);
  const text = read(files).get(configFile)?.toString();
  return text === undefined ? undefined : (appConfigOf(text).output ?? 'dist');
}

/** Folders of a commit in which synths have left trees, for whoever looks for one that is not there. `place` is in the repository. */
export function treesIn(place: string, revision: string): readonly string[] {
  const { files } = gitSource(repositoryOf(existingFolder(place)), revision, (path) =>
    /(^|\/)\.inventory\//.test(path),
  );
  return [...new Set(files.map(aboveInventory))].filter((folder) => folder !== '');
}

function aboveInventory(file: string): string {
  return file.slice(0, Math.max(0, `/${file}`.indexOf('/.inventory/') - 1));
}

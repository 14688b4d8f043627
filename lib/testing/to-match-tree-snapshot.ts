import { basename, dirname, join } from 'node:path';
import { maskValues } from '../checks/mask-problem';
import { appendTo } from '../manifest/objects/append-to';
import { readManifests } from '../reader/read-manifests';
import type { MatcherContext, MatcherResult } from './matcher';
import { assertNoLink, compareSnapshot, readSnapshot, writeSnapshot, type SnapshotChanges } from './snapshot-folder';
import { treesOf } from './tree';
import { treeSnapshot } from './tree-snapshot';

/**
 * Passes when the objects of the trees are those of the last accepted run. They are kept as YAML files, one object a
 * file, in `__snapshots__/<test file>/<test name>/`; `jest -u` accepts what changed.
 *
 * @param hint tells several snapshots of one test apart
 */
export function toMatchTreeSnapshot(this: MatcherContext, received: unknown, hint?: string): MatcherResult {
  if (this.isNot === true) throw new Error('.not.toMatchTreeSnapshot() would accept everything but one tree');
  const files = treeSnapshot(treesOf(received));
  const folder = claimFolder(this, hint);
  const before = readSnapshot(folder);
  const mode = updateMode(this);
  if (before === undefined && mode === 'none') {
    return { pass: false, message: () => `no snapshot in ${folder}: run jest without --ci to write it\n` };
  }
  if (before === undefined || mode === 'all') {
    writeSnapshot(folder, files);
    return { pass: true, message: () => '' };
  }
  const changes = compareSnapshot(before, files);
  const count = changes.added.length + changes.removed.length + changes.changed.length;
  return { pass: count === 0, message: () => formatChanges(changes, folder, this) };
}

const claimed = new Map<string, string>();

/** Two tests that would keep their snapshots in one folder would overwrite each other's. */
function claimFolder({ testPath, currentTestName }: MatcherContext, hint: string | undefined): string {
  if (testPath === undefined || currentTestName === undefined) throw new Error('toMatchTreeSnapshot needs a test');
  const name = hint === undefined ? currentTestName : `${currentTestName} ${hint}`;
  const folder = join(
    dirname(testPath),
    '__snapshots__',
    basename(testPath).replace(/(\.test|\.spec)?\.[cm]?[jt]sx?$/, ''),
    folderName(name),
  );
  const owner = claimed.get(folder);
  if (owner !== undefined && owner !== name) {
    throw new Error(`"${owner}" and "${name}" would share the snapshot folder ${folder}: rename one of them`);
  }
  claimed.set(folder, name);
  assertNoLink(dirname(testPath), folder);
  return folder;
}

function folderName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 100);
}

/** `all` under `jest -u`, `none` under `jest --ci`, else `new`: only what has no snapshot yet is written. */
function updateMode(context: object): 'all' | 'new' | 'none' {
  const state: unknown = 'snapshotState' in context ? context.snapshotState : undefined;
  const mode = typeof state === 'object' && state !== null && '_updateSnapshot' in state ? state._updateSnapshot : '';
  return mode === 'all' || mode === 'none' ? mode : 'new';
}

/** The same change in many files, as when a default changes for every cluster, is shown once. */
function formatChanges(
  { added, removed, changed }: SnapshotChanges,
  folder: string,
  { utils }: MatcherContext,
): string {
  const filesByChange = new Map<string, string[]>();
  for (const { file, before, after } of changed) {
    const change = utils.diff(before, after, { expand: false, contextLines: 2, omitAnnotationLines: true }) ?? '';
    const objects = [before, after].flatMap((text) => readManifests(file, text).manifests);
    const manifests = objects.map(({ manifest }) => manifest);
    appendTo(filesByChange, maskValues(change, manifests), file);
  }
  return [
    `the tree is not what ${folder} has\n`,
    ...added.map((file) => `added:   ${file}\n`),
    ...removed.map((file) => `removed: ${file}\n`),
    ...[...filesByChange].map(([change, files]) => `${files.map((file) => `changed: ${file}\n`).join('')}${change}\n`),
    'If that is what you want: jest -u\n',
  ].join('\n');
}

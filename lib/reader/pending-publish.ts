import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder below an output folder where a synth keeps what it is going to change, and its lock. */
export const stagingFolder = '.staging';

/** File in it that is there from the moment when a synth begins to change the tree until it has made all changes. */
export const journalFile = 'journal';

/**
 * Refuses a tree that a synth has changed in part, as after a kill: some of its files are new and some are old, and
 * nobody ever meant to apply them together. The path may be the output folder, or anything in it.
 *
 * @throws Error that says what to do
 */
export function assertPublished(path: string): void {
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    assertNoJournal(folder);
    if (folder === dirname(folder)) return;
  }
}

/** The same for one output folder: neither for those above it nor for those in it. */
export function assertNoJournal(folder: string): void {
  const journal = join(folder, stagingFolder, journalFile);
  if (!existsSync(journal)) return;
  throw new Error(
    `${folder}: a synth was interrupted while it wrote this tree: some files are new, others are old\n` +
      `  fix:  synthesize again, which completes it; or restore the folder from Git and remove ${join(folder, stagingFolder)}`,
  );
}

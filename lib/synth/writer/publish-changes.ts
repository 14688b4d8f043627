import { mkdirSync, readdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { moveFile, moveFolder, readFileIfThere, removeEmptyFolders, standingAt } from './file-system';
import type { Removal } from './journal';
import { outputError } from './output-error';
import { sha256 } from './sha256';

/**
 * Moves everything that is staged to where it belongs, a whole folder at once where there is none yet, and removes what
 * is to be removed. What was done already is not there to be done again, so that it can be interrupted anywhere and
 * called again.
 */
export function publishChanges(outdir: string, staged: string, removals: readonly Removal[], outcome: string): void {
  if (standingAt(staged) === 'folder') mergeFolder(staged, outdir, outcome);
  for (const removal of removals) remove(outdir, removal, outcome);
}

function mergeFolder(from: string, to: string, outcome: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isFile()) moveFile(source, target);
    else if (entry.isDirectory()) mergeOrMove(source, target, outcome);
  }
}

function mergeOrMove(from: string, to: string, outcome: string): void {
  const standing = standingAt(to);
  if (standing === 'nothing') {
    if (moveFolder(from, to)) return;
    mkdirSync(to);
  } else if (standing !== 'folder') {
    throw notAFolder(to, standing, outcome);
  }
  mergeFolder(from, to, outcome);
}

function remove(outdir: string, removal: Removal, outcome: string): void {
  const { file } = removal;
  const blocked = firstNoFolder(outdir, file);
  if (blocked !== undefined) throw notAFolder(blocked.path, blocked.standing, outcome);
  const path = join(outdir, file);
  const content = readFileIfThere(path);
  if (content !== undefined && sha256(content) !== removal.sha256) throw changedFile(path, outcome);
  if (content !== undefined) unlinkSync(path);
  removeEmptyFolders(outdir, dirname(file));
}

/** The first step of a file's path, below the output folder, that is no folder: nothing is written or removed through it. */
export function firstNoFolder(outdir: string, file: string): { path: string; standing: string } | undefined {
  let path = outdir;
  for (const step of file.split('/').slice(0, -1)) {
    path = join(path, step);
    const standing = standingAt(path);
    if (standing === 'nothing') return undefined;
    if (standing !== 'folder') return { path, standing };
  }
  return undefined;
}

/** @throws where a step of the path is a link, or no folder */
export function assertFolders(outdir: string, file: string): void {
  const blocked = firstNoFolder(outdir, file);
  if (blocked !== undefined) throw notAFolder(blocked.path, blocked.standing);
}

export function notAFolder(path: string, standing: string, outcome?: string): Error {
  const is = standing === 'link' ? 'a link' : 'no folder';
  return outputError(
    path,
    `Forbidden: it is ${is}: nothing below the output folder is written or removed through it`,
    'move or remove it, and synthesize again',
    outcome,
  );
}

function changedFile(path: string, outcome: string): Error {
  return outputError(
    path,
    'Forbidden: its object is gone, but somebody has changed the file since a synth wrote it',
    'remove it, and synthesize again',
    outcome,
  );
}

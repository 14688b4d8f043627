import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../checks/finding';
import type { LocatedManifest } from '../manifest/objects/manifest';
import { AliasBudget } from './alias-budget';
import { isKustomization, patchFilesOf, uncheckedPatch } from './kustomize-patches';
import { listFiles } from './list-files';
import { assertPublished } from './pending-publish';
import { defaultReadLimits, type ReadLimits } from './read-limits';
import { readManifests, type ReadManifests } from './read-manifests';
import { refusedFile, unreadFile } from './unread-file';

/**
 * Reads every `.yaml`, `.yml` and `.json` file of a folder and of the folders in it, or one file of any name. Hidden
 * files, `node_modules` and the `construct-metadata.json` of cdk8s are left out. Files are named relative to the folder, in the order of their names.
 */
export function readFolder(path: string, limits: ReadLimits = defaultReadLimits): ReadManifests {
  assertPublished(path);
  if (!statSync(path).isDirectory()) return readFile(path, path, limits);
  const manifests: LocatedManifest[] = [];
  const { files, findings: unread } = listFiles(path);
  const findings: Finding[] = [...unread];
  const budget = new AliasBudget(limits);
  const patches = new Set(files.filter(isKustomization).flatMap((file) => patchesNamedIn(path, file, limits)));
  for (const file of files) {
    if (patches.has(file)) {
      findings.push(uncheckedPatch(file));
      continue;
    }
    const read = readFileOfFolder(path, file, limits, budget);
    for (const manifest of read.manifests) manifests.push(manifest);
    for (const finding of read.findings) findings.push(finding);
  }
  // A synth may have begun to write meanwhile.
  assertPublished(path);
  return { manifests, findings };
}

/** Whether a folder has nothing to read, so that it is not what the user takes it for. */
export function isWithoutManifests(folder: string): boolean {
  const { files, findings } = listFiles(folder);
  return files.length + findings.length === 0;
}

/** None where the kustomization cannot be read: that is said when its turn comes. */
function patchesNamedIn(folder: string, file: string, limits: ReadLimits): readonly string[] {
  try {
    const path = join(folder, file);
    return statSync(path).size > limits.fileBytes ? [] : patchFilesOf(file, readFileSync(path, 'utf8'));
  } catch {
    return [];
  }
}

function readFileOfFolder(folder: string, file: string, limits: ReadLimits, budget: AliasBudget): ReadManifests {
  try {
    return readFile(join(folder, file), file, limits, budget);
  } catch (error) {
    return { manifests: [], findings: [refusedFile(file, error)] };
  }
}

function readFile(path: string, file: string, limits: ReadLimits, budget?: AliasBudget): ReadManifests {
  const { size } = statSync(path);
  if (size > limits.fileBytes) {
    return unreadable(
      file,
      `Too long: ${size} bytes: may not be more than ${limits.fileBytes} bytes`,
      'split the file',
    );
  }
  return readBytes(file, readFileSync(path), limits, budget);
}

/** Reads the objects of a file's content, which must be UTF-8. */
export function readBytes(
  file: string,
  bytes: Uint8Array,
  limits: ReadLimits = defaultReadLimits,
  budget = new AliasBudget(limits),
): ReadManifests {
  if (bytes.length > limits.fileBytes) {
    return unreadable(file, `Too long: may not be more than ${limits.fileBytes} bytes`, 'split the file');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unreadable(file, 'Invalid value: the file is not UTF-8', 'save the file as UTF-8');
  }
  return readManifests(file, text, limits, budget);
}

function unreadable(file: string, message: string, fix: string): ReadManifests {
  return { manifests: [], findings: [unreadFile(file, message, fix)] };
}

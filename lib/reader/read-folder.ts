import { readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../manifest/objects/compare-text';
import type { Finding } from '../checks/finding';
import type { LocatedManifest } from '../manifest/objects/manifest';
import { AliasBudget } from './alias-budget';
import { assertPublished } from './pending-publish';
import { defaultReadLimits, type ReadLimits } from './read-limits';
import { fileObject, readManifests, type ReadManifests } from './read-manifests';

/**
 * Reads every `.yaml`, `.yml` and `.json` file of a folder and of the folders in it, or one file of any name. Hidden
 * files, `node_modules` and the `construct-metadata.json` of cdk8s are left out. Files are named relative to the folder, in the order of their names.
 */
export function readFolder(path: string, limits: ReadLimits = defaultReadLimits): ReadManifests {
  assertPublished(path);
  if (!statSync(path).isDirectory()) return readFile(path, path, limits);
  const manifests: LocatedManifest[] = [];
  const findings: Finding[] = [];
  const budget = new AliasBudget(limits);
  for (const file of listManifestFiles(path)) {
    const read = readFile(join(path, file), file, limits, budget);
    for (const manifest of read.manifests) manifests.push(manifest);
    for (const finding of read.findings) findings.push(finding);
  }
  return { manifests, findings };
}

/** The files that are read of a folder: an empty list means that the folder is not what the user takes it for. */
export function listManifestFiles(folder: string): readonly string[] {
  return listFiles(folder, '', new Set());
}

/** Installed packages, and what cdk8s-cli writes beside the manifests. */
const notManifests = new Set(['construct-metadata.json', 'node_modules']);

function listFiles(root: string, folder: string, visited: Set<string>): readonly string[] {
  const real = realpathSync(join(root, folder));
  if (visited.has(real)) return [];
  visited.add(real);
  const names = readdirSync(join(root, folder)).sort(compareText);
  return names.flatMap((name) => {
    if (name.startsWith('.') || notManifests.has(name)) return [];
    const file = folder === '' ? name : `${folder}/${name}`;
    const stats = statSync(join(root, file), { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) return listFiles(root, file, visited);
    // A link to nothing is no reason to read less than the user expects: it is a finding.
    return stats?.isFile() !== false && /\.(ya?ml|json)$/i.test(name) ? [file] : [];
  });
}

function readFile(path: string, file: string, limits: ReadLimits, budget?: AliasBudget): ReadManifests {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    return unreadable(file, `Not found: "${readlinkSync(path)}", which the link points at`, 'mend or remove the link');
  }
  const { size } = stats;
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
  const object = fileObject(file);
  const finding: Finding = {
    id: 'valid-yaml',
    severity: 'error',
    status: 'violated',
    object,
    path: '',
    message,
    fix,
    origin: file,
  };
  return { manifests: [], findings: [finding] };
}

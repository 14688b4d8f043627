import { lstatSync, readdirSync, readlinkSync, realpathSync, statSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';
import type { Finding } from '../checks/finding';
import { compareText } from '../manifest/objects/compare-text';
import { refusedFile, unreadFile } from './unread-file';

/** The manifest files of a folder, and what in it cannot be read. */
export interface ListedFiles {
  /** Relative to the folder, with `/` on every system, in the order of their names. */
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Lists every `.yaml`, `.yml` and `.json` file of a folder and of the folders in it. A link is followed to what is in the
 * folder as well; whatever else may be there ends nothing: it is a finding.
 */
export function listFiles(root: string): ListedFiles {
  const files: string[] = [];
  const findings: Finding[] = [];
  const realRoot = realpathSync(root);
  const visited = new Set<string>();
  list('');
  return { files, findings };

  function list(folder: string): void {
    try {
      visited.add(realpathSync(join(root, folder)));
      const names = readdirSync(join(root, folder), { encoding: 'buffer' });
      const readable = names.flatMap((name) => decodeName(name, folder));
      for (const name of readable.sort(compareText)) visit(folder, name);
    } catch (error) {
      findings.push(refusedFile(folder === '' ? '.' : folder, error));
    }
  }

  function decodeName(name: Buffer, folder: string): readonly string[] {
    try {
      return [new TextDecoder('utf-8', { fatal: true }).decode(name)];
    } catch {
      const shown = fileIn(folder, encodeURIComponent(name.toString('latin1')));
      findings.push(unreadFile(shown, 'Invalid value: the name of the file is not UTF-8', 'rename it'));
      return [];
    }
  }

  function visit(folder: string, name: string): void {
    if (name.startsWith('.') || notManifests.has(name)) return;
    const file = fileIn(folder, name);
    try {
      const own = lstatSync(join(root, file));
      if (own.isSymbolicLink()) followLink(file);
      else take(file, own);
    } catch (error) {
      findings.push(refusedFile(file, error));
    }
  }

  function followLink(file: string): void {
    const path = join(root, file);
    const target = statSync(path, { throwIfNoEntry: false });
    if (target === undefined) {
      // A link to nothing is no reason to read less than the user expects.
      if (!isManifestName(file)) return;
      const message = `Not found: "${readlinkSync(path)}", which the link points at`;
      findings.push(unreadFile(file, message, 'mend or remove the link'));
      return;
    }
    if (!target.isDirectory() && !isManifestName(file)) return;
    const real = realpathSync(path);
    if (!isWithin(real, realRoot)) {
      const message = `Forbidden: the link leads out of the folder, to "${readlinkSync(path)}": it is not followed`;
      findings.push(unreadFile(file, message, 'put there what the link leads to, or remove the link'));
    } else if (target.isDirectory() && visited.has(real)) {
      const message = 'Not read: the link leads to a folder that is read already';
      findings.push(unreadFile(file, message, 'remove the link', { severity: 'info', status: 'unproved' }));
    } else {
      take(file, target);
    }
  }

  function take(file: string, stats: Stats): void {
    if (stats.isDirectory()) {
      if (!visited.has(realpathSync(join(root, file)))) list(file);
    } else if (isManifestName(file)) {
      if (stats.isFile()) files.push(file);
      else findings.push(unreadFile(file, 'Invalid value: it is a pipe, a socket or a device', 'put a file there'));
    }
  }
}

/** Whether a path is a folder or in it. Both are real paths: without links. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

/** Installed packages, and what cdk8s-cli writes beside the manifests. */
const notManifests = new Set(['construct-metadata.json', 'node_modules']);

function isManifestName(file: string): boolean {
  return /\.(ya?ml|json)$/i.test(file);
}

function fileIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

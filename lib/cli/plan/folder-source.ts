import { lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Finding } from '../../manifest/objects/finding';
import { listFiles } from '../../reader/list-files';
import { assertPublished } from '../../reader/pending-publish';
import { inventoryFolder } from '../../synth/writer/inventory';
import { assertReadable, type TreeSource } from './tree-source';

/** The tree of a folder, or of one file. A folder that is not there is an error, an empty one is an empty tree. */
export function folderSource(path: string): TreeSource {
  assertPublished(path);
  if (!statSync(path).isDirectory()) return fileSource(path);
  const { files, findings } = listFiles(path);
  const inventories = inventoryFiles(path);
  return {
    label: path,
    files: [...files, ...inventories.files],
    findings: [...findings, ...inventories.findings],
    read: (wanted) => new Map(wanted.map((file) => [file, readWhole(`${path}/${file}`, file)])),
  };
}

function fileSource(path: string): TreeSource {
  const [folder, name] = [dirname(path), basename(path)];
  return {
    label: path,
    files: [name],
    findings: [],
    read: () => new Map([[name, readWhole(join(folder, name), name)]]),
  };
}

function readWhole(path: string, file: string): Buffer {
  assertReadable(file, statSync(path).size);
  return readFileSync(path);
}

/** The reader of manifests leaves hidden folders out, and so these. */
function inventoryFiles(path: string): { readonly files: readonly string[]; readonly findings: readonly Finding[] } {
  const below = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const roots = [
    '',
    ...below
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('.'))
      .sort(),
  ];
  const found = roots
    .map((root) => (root === '' ? inventoryFolder : `${root}/${inventoryFolder}`))
    .filter((folder) => isRealFolder(join(path, folder)))
    .map((folder) => {
      const { files, findings } = listFiles(join(path, folder));
      return { files: files.map((file) => `${folder}/${file}`), findings };
    });
  return { files: found.flatMap(({ files }) => files), findings: found.flatMap(({ findings }) => findings) };
}

function isRealFolder(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats === undefined || stats.isDirectory()) return stats !== undefined;
  throw new Error(
    `${folder} is no folder but a link or a file: what it says of the clusters is not read\n  fix:  remove it`,
  );
}

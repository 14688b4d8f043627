import { isUtf8 } from 'node:buffer';
import { existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../../manifest/objects/compare-text';
import { defaultReadLimits } from '../../reader/read-limits';
import { isErrorCode } from '../../synth/writer/error-code';
import { parseInventory } from '../../synth/writer/inventory';
import { sha256 } from '../../synth/writer/sha256';
import { stagingFolder } from '../../reader/pending-publish';

/** How a file of the committed tree is not what the program makes. */
export interface TreeDeviation {
  /**
   * `edited`: changed by hand since a synth wrote it. `outdated`: as a synth wrote it once, and the program makes
   * something else now. `missing`: the program makes it, and it is not there. `orphan`: a synth wrote it once, and the
   * program no longer makes it. `foreign`: no synth has written it. `unread`: the program makes it, and in its place
   * is a link, a pipe or what else is no plain file of its size, or what the operating system lets nobody read.
   */
  readonly kind: 'edited' | 'outdated' | 'missing' | 'orphan' | 'foreign' | 'unread';
  /** Relative to the tree, with `/` on every system. */
  readonly file: string;
  /** The construct that the file comes from, where one is known. */
  readonly origin?: string;
}

/** Every file in which a committed tree is not what the program makes, in the order of their names. */
export function compareTrees(committed: string, fresh: string): readonly TreeDeviation[] {
  const [there, made] = [filesBelow(committed), filesBelow(fresh)];
  const known = writtenFiles(committed, there);
  const fromNow = writtenFiles(fresh, made);
  const deviations = [...new Set([...there, ...made])].flatMap((file): TreeDeviation[] => {
    const origin = fromNow.get(file)?.origin ?? known.get(file)?.origin;
    const about = { file, ...(origin === undefined ? {} : { origin }) };
    if (!there.has(file)) return [{ kind: 'missing', ...about }];
    if (!made.has(file)) return [{ kind: known.has(file) ? 'orphan' : 'foreign', ...about }];
    const content = plainContent(join(committed, file));
    if (content === undefined) return [{ kind: 'unread', ...about }];
    if (content.equals(readFileSync(join(fresh, file)))) return [];
    return [{ kind: isAsWritten(content, known.get(file)) ? 'outdated' : 'edited', ...about }];
  });
  return deviations.sort((one, other) => compareText(one.file, other.file));
}

interface WrittenFile {
  /** Of each document in it, sorted. */
  readonly hashes: readonly string[];
  readonly origin?: string;
}

/** Whether a file is as a synth left it. Inventories list no hash of themselves, so that theirs counts as outdated. */
function isAsWritten(content: Buffer, written: WrittenFile | undefined): boolean {
  if (written === undefined) return true;
  const documents = content
    .toString()
    .replaceAll('\r\n', '\n')
    .split(/^---\n/m);
  return documents.map(sha256).sort().join() === written.hashes.join();
}

function filesBelow(root: string): ReadonlySet<string> {
  const files = new Set<string>();
  if (existsSync(root)) list('');
  return files;

  function list(folder: string): void {
    for (const bytes of entriesOf(join(root, folder))) {
      // A name that is no text is none that a program makes: it is shown escaped, and not read.
      const name = isUtf8(bytes) ? bytes.toString() : encodeURIComponent(bytes.toString('latin1'));
      const file = folder === '' ? name : `${folder}/${name}`;
      if (file === 'construct-metadata.json' || name === stagingFolder) continue;
      if (isUtf8(bytes) && lstatSync(join(root, file)).isDirectory()) list(file);
      else files.add(file);
    }
  }
}

/** What is in a folder; nothing where the operating system does not say it, so that its files are missing. */
function entriesOf(folder: string): readonly Buffer[] {
  try {
    return readdirSync(folder, { encoding: 'buffer' });
  } catch (error) {
    if (isErrorCode(error, 'EACCES', 'EPERM')) return [];
    throw error;
  }
}

/** The bytes of a file; undefined for what is none, or may not be read: nothing is read through a link. */
function plainContent(path: string): Buffer | undefined {
  const stats = lstatSync(path);
  if (!stats.isFile() || stats.size > defaultReadLimits.fileBytes) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    if (isErrorCode(error, 'EACCES', 'EPERM')) return undefined;
    throw error;
  }
}

const inventoryPath = /^((?:[^/]+\/)?)\.inventory\/([^/]+\/[^/]+)\.json$/;

/** What the inventories of a tree say of its files: those that a synth has written. */
function writtenFiles(root: string, files: ReadonlySet<string>): ReadonlyMap<string, WrittenFile> {
  const written = new Map<string, WrittenFile>();
  for (const file of files) {
    const [, app, cluster] = inventoryPath.exec(file) ?? [];
    if (app === undefined || cluster === undefined) {
      if (file.includes('.inventory/')) written.set(file, { hashes: [] });
      continue;
    }
    const content = plainContent(join(root, file));
    if (content === undefined) continue;
    const { objects, files: others = [] } = parseInventory(content.toString(), file, cluster);
    for (const other of others) written.set(`${app}${other.file}`, { hashes: [other.sha256] });
    for (const entry of objects) {
      const known = written.get(`${app}${entry.file}`);
      written.set(`${app}${entry.file}`, {
        hashes: [...(known?.hashes ?? []), entry.sha256].sort(),
        ...(entry.origin === undefined ? {} : { origin: entry.origin }),
      });
    }
  }
  return written;
}

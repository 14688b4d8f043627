import { existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../../manifest/objects/compare-text';
import { parseInventory } from '../../synth/writer/inventory';
import { sha256 } from '../../synth/writer/sha256';
import { stagingFolder } from '../../reader/pending-publish';

/** How a file of the committed tree is not what the program makes. */
export interface TreeDeviation {
  /**
   * `edited`: changed by hand since a synth wrote it. `outdated`: as a synth wrote it once, and the program makes
   * something else now. `missing`: the program makes it, and it is not there. `orphan`: a synth wrote it once, and the
   * program no longer makes it. `foreign`: no synth has written it.
   */
  readonly kind: 'edited' | 'outdated' | 'missing' | 'orphan' | 'foreign';
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
    const content = readFileSync(join(committed, file));
    if (!made.has(file)) return [{ kind: known.has(file) ? 'orphan' : 'foreign', ...about }];
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
    for (const name of readdirSync(join(root, folder)).sort(compareText)) {
      const file = folder === '' ? name : `${folder}/${name}`;
      if (file === 'construct-metadata.json' || name === stagingFolder) continue;
      if (lstatSync(join(root, file)).isDirectory()) list(file);
      else files.add(file);
    }
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
    const { objects } = parseInventory(readFileSync(join(root, file), 'utf8'), file, cluster);
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

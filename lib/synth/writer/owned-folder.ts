import { dirname, join } from 'node:path';
import { appendTo } from '../../manifest/objects/append-to';
import { clusterFolder } from '../layout/file-path';
import { readFileIfThere, standingAt } from './file-system';
import {
  formatInventory,
  inventoryFileOf,
  inventoryFolder,
  parseInventory,
  type Inventory,
  type InventoryEntry,
  type InventoryFile,
} from './inventory';
import { assertFolders, firstNoFolder } from './publish-changes';
import { sha256 } from './sha256';
import type { Staging } from './staging';

/** How many files a synth writes, leaves as they are and removes. */
export interface TreeChanges {
  /** Files that are new or have another content. */
  readonly written: number;
  /** Files whose content stays: not written again. */
  readonly unchanged: number;
  /** Files of an earlier synth that no object is in any more. */
  readonly removed: number;
}

/** Texts beside the inventory of a cluster, where no GitOps engine looks. */
export interface Companions {
  /** A picture, as SVG. */
  readonly picture?: string;
  /** What no manifest can do, as Markdown. */
  readonly runbook?: string;
  /** Objects that users may start from, as YAML. */
  readonly samples?: string;
}

/** A cluster's folder, as the last synth left it: knows which of its files are ours, and what is to change in it. */
export class OwnedFolder {
  /** Relative to the output folder. */
  readonly path: string;
  private readonly inventoryFile: string;
  private readonly companionFiles: Readonly<Record<keyof Companions, string>>;
  private readonly inventoryText: string | undefined;
  private readonly previous: Map<string, string>;
  private readonly mayHoldForeignFiles: boolean;
  private readonly problems: string[] = [];
  /** Folders below this one that were looked at, and whether files can be in them. */
  private readonly folders = new Map<string, boolean>();
  private written = 0;
  private unchanged = 0;
  private removed = 0;

  constructor(
    private readonly outdir: string,
    private readonly staging: Staging,
    private readonly environment: string,
    readonly cluster: string,
    private readonly known: Partial<
      Pick<Inventory, 'facts' | 'summaries' | 'fleetObjects' | 'settings' | 'ownership'>
    > = {},
  ) {
    this.path = clusterFolder(environment, cluster);
    this.inventoryFile = inventoryFileOf(this.path);
    const beside = `${inventoryFolder}/${this.path}`;
    this.companionFiles = { picture: `${beside}.svg`, runbook: `${beside}.md`, samples: `${beside}.samples.yaml` };
    for (const file of [this.inventoryFile, `${this.path}/file`]) assertFolders(outdir, file);
    this.mayHoldForeignFiles = standingAt(join(outdir, this.path)) === 'folder';
    this.inventoryText = readFileIfThere(join(outdir, this.inventoryFile))?.toString();
    this.previous =
      this.inventoryText === undefined
        ? new Map<string, string>()
        : fingerprintsOf(parseInventory(this.inventoryText, this.inventoryFile, this.path));
  }

  get changes(): TreeChanges {
    const { written, unchanged, removed } = this;
    return { written, unchanged, removed };
  }

  /** Stages a file's new content, unless it is there already. */
  write(file: string, text: string, entries: readonly InventoryFile[]): void {
    const fingerprint = this.previous.get(file);
    this.previous.delete(file);
    if (this.mayHoldForeignFiles && !this.isInRealFolder(file)) return;
    if (fingerprint === fingerprintOf(entries) && this.holds(file, text)) {
      this.unchanged += 1;
    } else if (this.isFree(file, text, fingerprint !== undefined)) {
      this.written += 1;
      this.staging.write(file, text);
    }
  }

  /** Stages the inventory, what stands beside it and the removal of what it no longer lists. What stands in the way is returned. */
  close(
    entries: readonly InventoryEntry[],
    files: readonly InventoryFile[],
    companions: Companions,
  ): readonly string[] {
    for (const [file, fingerprint] of this.previous) this.remove(file, fingerprint);
    const { environment, cluster, known } = this;
    const text = formatInventory({ environment, cluster, facts: {}, ...known, files, objects: entries });
    if (text !== this.inventoryText) this.staging.write(this.inventoryFile, text);
    this.setCompanions(companions);
    return this.problems;
  }

  /** Stages the removal of all that a synth has written here, for a cluster that is no longer in the fleet. */
  removeAll(): readonly string[] {
    for (const [file, fingerprint] of this.previous) this.remove(file, fingerprint);
    this.removeAsItIs(this.inventoryFile);
    this.setCompanions({});
    return this.problems;
  }

  private setCompanions({ picture, runbook, samples }: Companions): void {
    this.setCompanion(this.companionFiles.picture, picture);
    this.setCompanion(this.companionFiles.runbook, runbook);
    this.setCompanion(this.companionFiles.samples, samples);
  }

  private setCompanion(file: string, text: string | undefined): void {
    if (text === undefined) this.removeAsItIs(file);
    else if (!this.holds(file, text)) this.staging.write(file, text);
  }

  /** Only what a synth has written is removed: what an inventory says of a file proves nothing if the content is another. */
  private remove(file: string, fingerprint: string): void {
    if (!this.isInRealFolder(file)) return;
    const content = readFileIfThere(join(this.outdir, file));
    if (content === undefined) return;
    if (fingerprintOfText(content.toString()) !== fingerprint) {
      this.problems.push(
        `${file} was changed since a synth wrote it, and its object is gone\n  fix:  remove it, and synthesize again`,
      );
      return;
    }
    this.removed += 1;
    this.staging.remove({ file, sha256: sha256(content) });
  }

  private removeAsItIs(file: string): void {
    const content = readFileIfThere(join(this.outdir, file));
    if (content !== undefined) this.staging.remove({ file, sha256: sha256(content) });
  }

  /** Nothing is written or removed through a link. */
  private isInRealFolder(file: string): boolean {
    const folder = dirname(file);
    let isReal = this.folders.get(folder);
    if (isReal === undefined) {
      const blocked = firstNoFolder(this.outdir, file);
      isReal = blocked === undefined;
      if (blocked !== undefined) {
        const is = blocked.standing === 'link' ? 'a link' : 'no folder';
        this.problems.push(`${folder} is ${is}: no file is written or removed there\n  fix:  move or remove it`);
      }
      this.folders.set(folder, isReal);
    }
    return isReal;
  }

  private holds(file: string, text: string): boolean {
    return readFileIfThere(join(this.outdir, file))?.equals(Buffer.from(text)) === true;
  }

  /** Whether no foreign file is in the way. One with the very same content is taken over. */
  private isFree(file: string, text: string, isOurs: boolean): boolean {
    if (!this.mayHoldForeignFiles) return true;
    const standing = standingAt(join(this.outdir, file));
    if (standing === 'nothing' || (isOurs && standing !== 'folder') || this.holds(file, text)) return true;
    this.problems.push(`${file} is in the way: no synth has written it\n  fix:  move or remove it`);
    return false;
  }
}

/** The files of an inventory, each with what tells whether its content is to change. */
function fingerprintsOf({ objects, files = [] }: Inventory): Map<string, string> {
  const entriesOf = new Map<string, InventoryFile[]>();
  for (const entry of [...objects, ...files]) {
    appendTo(entriesOf, entry.file, entry);
  }
  return new Map([...entriesOf].map(([file, entries]) => [file, fingerprintOf(entries)]));
}

function fingerprintOf(entries: readonly InventoryFile[]): string {
  const [first, second] = entries;
  if (first !== undefined && second === undefined) return first.sha256;
  return entries
    .map(({ sha256 }) => sha256)
    .sort()
    .join(' ');
}

/** The same for the content of a file: that of its documents, however Git ends its lines. */
function fingerprintOfText(text: string): string {
  const documents = text.replaceAll('\r\n', '\n').split(/^---\n/m);
  return documents.map(sha256).sort().join(' ');
}

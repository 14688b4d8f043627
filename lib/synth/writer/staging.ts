import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { overwriteFile, removeFile } from './file-system';
import { JournalWriter, readJournal } from './journal';

/**
 * The changes that a synth is going to make, kept beside the tree until it is known that all of them will be made.
 *
 * They are in one journal. While it is being written its name ends in `.partial`, and an interruption loses it and
 * nothing else. Renaming it is the decision: from then on an interruption is made good by the next synth, which
 * makes all of its changes again.
 */
export class Staging {
  private readonly folder: string;
  private journal: JournalWriter | undefined;

  /** Finishes or forgets what an interrupted synth left in the output folder. */
  constructor(private readonly outdir: string) {
    this.folder = join(outdir, stagingFolder);
    if (existsSync(this.committedPath)) this.apply();
    this.clear();
  }

  write(file: string, text: string): void {
    this.open().write(file, text);
  }

  remove(file: string): void {
    this.open().remove(file);
  }

  /** Makes all changes. */
  publish(): void {
    if (this.journal === undefined) return;
    this.journal.close();
    this.journal = undefined;
    renameSync(this.partialPath, this.committedPath);
    this.apply();
    this.clear();
  }

  /** Forgets all changes. */
  discard(): void {
    this.journal?.close();
    this.journal = undefined;
    this.clear();
  }

  private get partialPath(): string {
    return join(this.folder, 'journal.partial');
  }

  private get committedPath(): string {
    return join(this.folder, 'journal');
  }

  private open(): JournalWriter {
    if (this.journal !== undefined) return this.journal;
    mkdirSync(this.folder, { recursive: true });
    // What an interrupted synth leaves must not be committed with the tree.
    writeFileSync(join(this.folder, '.gitignore'), '*\n');
    this.journal = new JournalWriter(this.partialPath);
    return this.journal;
  }

  private apply(): void {
    for (const entry of readJournal(this.committedPath)) {
      if (entry.action === 'write') overwriteFile(join(this.outdir, entry.file), entry.content);
      else removeFile(this.outdir, entry.file);
    }
  }

  private clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Below the output folder, so that it is on the same disk and goes where the tree goes. */
const stagingFolder = '.staging';

import { mkdirSync, renameSync, rmSync, rmdirSync, unlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { journalFile, stagingFolder } from '../../reader/pending-publish';
import { isErrorCode } from './error-code';
import { createDurableFile, createFile, readFileIfThere, standingAt, syncFolder } from './file-system';
import { formatJournal, JournalError, parseJournal, type Journal, type Removal } from './journal';
import { onDisk, outputError } from './output-error';
import { notAFolder, publishChanges } from './publish-changes';
import { syncFiles } from './sync-files';
import { SynthLock } from './synth-lock';

/** What an interrupted synth had begun, and the next one has completed. */
export interface CompletedPublish {
  /** Number of files that it wrote. */
  readonly written: number;
  /** Number of files that it removed. */
  readonly removed: number;
}

/**
 * The changes that a synth is going to make, kept beside the tree until it is known that all of them will be made.
 *
 * Each new file is written once, below `files`, in the folders that it will have. Renaming `journal.partial` to `journal`
 * is the decision: until then an interruption loses what is staged and nothing else. From then on everything is moved
 * to its place; an interruption leaves the journal, which readers refuse, and the next synth goes on where it ended.
 */
export class Staging {
  /** What this synth had to complete first, if anything. */
  readonly completed: CompletedPublish | undefined;
  private readonly folder: string;
  private readonly lock: SynthLock;
  private readonly createdFolder: string | undefined;
  private readonly folders = new Set<string>();
  private readonly removals: Removal[] = [];
  private readonly staged: string[] = [];
  private isOver = false;

  /**
   * Locks the output folder; finishes or forgets what an interrupted synth left in it.
   *
   * @throws SynthError when another synth has the lock, or the file system refuses
   */
  constructor(private readonly outdir: string) {
    this.folder = join(outdir, stagingFolder);
    abandonEarlier(outdir);
    const { created, lock } = onDisk(outdir, undefined, () => this.takeLock());
    this.createdFolder = created;
    this.lock = lock;
    active.set(resolve(outdir), this);
    try {
      this.completed = onDisk(outdir, pendingOutcome, () => this.completeJournal());
      onDisk(outdir, undefined, () => this.forgetFiles());
    } catch (error) {
      this.release();
      throw error;
    }
  }

  write(file: string, text: string): void {
    this.assertOpen();
    onDisk(this.outdir, undefined, () => {
      const path = join(this.filesFolder, file);
      const folder = dirname(path);
      if (!this.folders.has(folder)) mkdirSync(folder, { recursive: true });
      this.folders.add(folder);
      createFile(path, text);
    });
    this.staged.push(file);
  }

  remove(removal: Removal): void {
    this.assertOpen();
    this.removals.push(removal);
  }

  /** Makes all changes. */
  publish(): void {
    this.assertOpen();
    const { staged, removals } = this;
    const written = staged.length;
    if (written + removals.length > 0) {
      onDisk(this.outdir, undefined, () => {
        // Before the decision: the files that a journal speaks of are whole, whenever the power is cut.
        syncFiles(this.filesFolder, staged, this.folders);
        createDurableFile(this.partialPath, formatJournal({ written, removals }));
        renameSync(this.partialPath, this.journalPath);
        // Before anything is moved: a tree that is written in part is never without its journal.
        syncFolder(this.folder);
      });
      onDisk(this.outdir, pendingOutcome, () => this.apply({ written, removals }));
    }
    this.discard();
  }

  /** Forgets all changes but those that are decided, and lets other synths write. */
  discard(): void {
    if (this.isOver) return;
    try {
      if (standingAt(this.journalPath) === 'nothing') this.forgetFiles();
    } catch (error) {
      // The next synth forgets them: what went wrong before this says more.
      if (!isErrorCode(error)) throw error;
    }
    this.release();
  }

  /** Another writer of the same program has begun: this one was left unfinished, and never will be published. */
  abandon(): void {
    this.discard();
  }

  private get filesFolder(): string {
    return join(this.folder, 'files');
  }

  private get partialPath(): string {
    return join(this.folder, `${journalFile}.partial`);
  }

  private get journalPath(): string {
    return join(this.folder, journalFile);
  }

  private assertOpen(): void {
    if (this.isOver)
      throw new Error(`${this.outdir}: this writer was published or discarded, or another one has begun`);
  }

  /** Where another synth ends meanwhile, it takes the folder away. */
  private takeLock(attempts = 20): { readonly created: string | undefined; readonly lock: SynthLock } {
    try {
      const created = this.makeFolder();
      return { created, lock: SynthLock.take(this.folder) };
    } catch (error) {
      if (attempts === 0 || !isErrorCode(error, 'ENOENT')) throw error;
      return this.takeLock(attempts - 1);
    }
  }

  /** Makes the staging folder; returns the first folder that had to be made for it. */
  private makeFolder(): string | undefined {
    const created = mkdirSync(this.outdir, { recursive: true });
    const standing = standingAt(this.folder);
    if (standing !== 'nothing' && standing !== 'folder') throw notAFolder(this.folder, standing);
    mkdirSync(this.folder, { recursive: true });
    // What an interrupted synth leaves must not be committed with the tree.
    if (standingAt(this.ignoreFile) === 'nothing') createIfFree(this.ignoreFile, '*\n');
    return created;
  }

  private get ignoreFile(): string {
    return join(this.folder, '.gitignore');
  }

  private completeJournal(): CompletedPublish | undefined {
    if (standingAt(this.journalPath) === 'nothing') return undefined;
    const journal = this.readJournal();
    this.apply(journal);
    return { written: journal.written, removed: journal.removals.length };
  }

  private readJournal(): Journal {
    try {
      return parseJournal(readFileIfThere(this.journalPath)?.toString() ?? '');
    } catch (error) {
      if (!(error instanceof JournalError)) throw error;
      throw outputError(
        this.journalPath,
        `Forbidden: a synth was interrupted while it wrote this tree, and cannot be completed by this journal: ${error.message}`,
        `restore ${this.outdir} from Git, remove ${this.folder}, and synthesize again`,
      );
    }
  }

  private apply({ removals }: Journal): void {
    publishChanges(this.outdir, this.filesFolder, removals, pendingOutcome);
    // From here on the tree is whole.
    unlinkSync(this.journalPath);
  }

  private forgetFiles(): void {
    rmSync(this.filesFolder, { recursive: true, force: true });
    rmSync(this.partialPath, { recursive: true, force: true });
  }

  /** Lets other synths write, and takes away what is empty by now. */
  private release(): void {
    this.isOver = true;
    if (active.get(resolve(this.outdir)) === this) active.delete(resolve(this.outdir));
    try {
      this.lock.release();
      if (standingAt(this.journalPath) !== 'nothing') return;
      rmSync(this.ignoreFile, { force: true });
      rmdirSync(this.folder);
      if (this.createdFolder !== undefined) removeEmpty(this.outdir, this.createdFolder);
    } catch (error) {
      // A lock of a program that has ended is taken over.
      if (!isErrorCode(error)) throw error;
    }
  }
}

const pendingOutcome =
  'the tree is written in part: no command reads it until the next synth has completed it, before all else';

/** Writers of this program that are neither published nor discarded, by output folder. */
const active = new Map<string, Staging>();

/** A program does one thing at a time: a writer that it begins means that it has given up an earlier one. */
function abandonEarlier(outdir: string): void {
  active.get(resolve(outdir))?.abandon();
}

/** Two synths may begin at once. */
function createIfFree(path: string, content: string): void {
  try {
    createFile(path, content);
  } catch (error) {
    if (!isErrorCode(error, 'EEXIST')) throw error;
  }
}

/** Removes folders that nothing was written to, up to the first one that was made. */
function removeEmpty(from: string, first: string): void {
  for (let folder = resolve(from); folder.length >= resolve(first).length; folder = dirname(folder)) rmdirSync(folder);
}

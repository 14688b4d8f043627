import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The shell holds one end of a pipe whose other end only this process has. However this process ends, SIGKILL and
 * crashes included, the pipe closes: the shell then kills the command and removes its folder.
 */
export const guardScript = `
folder=$1; shift
"$@" >"$folder/log" 2>&1 3<&- &
command=$!
{ read -r _; kill -9 $command; } <&3 >/dev/null 2>&1 &
wait $command
kill $! 2>/dev/null
tail -n 15 "$folder/log"
rm -rf "$folder"`;

/** A command with a temporary folder of its own. Neither of them outlives this process. */
export class SupervisedProcess {
  /** Folder that the command may write to. */
  readonly folder: string;
  /** The last lines that the command wrote. Empty while it runs. */
  lastWords = '';
  private child: ChildProcess | undefined;

  constructor(readonly name: string) {
    this.folder = mkdtempSync(join(tmpdir(), `control-plane-${name}-`));
  }

  start(commandLine: readonly string[]): void {
    const child = spawn('/bin/sh', ['-c', guardScript, this.name, this.folder, ...commandLine], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      this.lastWords += chunk.toString('utf8');
    });
    this.child = child;
  }

  /** True until the command has ended, by itself or by `stop`. */
  get running(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Whether the command answers a request with success. @throws Error with its last words once it has ended */
  async answers(url: string): Promise<boolean> {
    if (!this.running) throw new Error(`${this.name} ended by itself:\n${this.lastWords}`);
    try {
      return (await fetch(url)).ok;
    } catch {
      return false;
    }
  }

  /** Kills the command and waits until its folder is gone. */
  async stop(): Promise<void> {
    if (this.child !== undefined && this.running) {
      const ended = once(this.child, 'exit');
      this.child.stdio[3]?.destroy();
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

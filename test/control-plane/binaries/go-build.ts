import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface GoBuildOptions {
  /** Import path of the main package; `.` for the sources. */
  readonly main: string;
  /** Go files of a package of ours, by name. */
  readonly sources?: Readonly<Record<string, string>>;
  /** Where the binary is written. */
  readonly file: string;
  /** Lines of the module file: language version, requirements, replacements. */
  readonly directives: readonly string[];
  readonly tags?: readonly string[];
  /** String variables of packages that the linker sets. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Builds a command of a published module, by way of a module of its own that nothing else is in. */
export async function goBuild(options: GoBuildOptions): Promise<void> {
  const { main, file, sources = {}, directives, tags = [], variables = {} } = options;
  const module = await mkdtemp(join(tmpdir(), 'built-module-'));
  try {
    await writeFile(join(module, 'go.mod'), ['module built', ...directives, ''].join('\n'));
    for (const [name, text] of Object.entries(sources)) await writeFile(join(module, name), text);
    const settings = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
    const linkerFlags = ['-s', '-w', ...settings].join(' ');
    await go(
      ['build', '-mod=mod', '-trimpath', `-tags=${tags.join(',')}`, `-ldflags=${linkerFlags}`, '-o', file, main],
      { cwd: module, timeout: 40 * 60_000 },
    );
  } finally {
    await rm(module, { recursive: true, force: true });
  }
}

/** Builds the command in a folder that has a module file of its own. */
export async function goBuildFolder(folder: string, file: string): Promise<void> {
  const command = ['build', '-trimpath', '-ldflags=-s -w', '-o', file, '.'];
  await go(command, { cwd: folder, timeout: 60 * 60_000 });
}

/** Where a published module and its module file are, as they were downloaded. */
export async function goModule(module: string, version: string): Promise<{ file: string; folder: string }> {
  const answer: unknown = JSON.parse(await go(['mod', 'download', '-json', `${module}@${version}`]));
  if (typeof answer === 'object' && answer !== null && 'GoMod' in answer && 'Dir' in answer) {
    return { file: String(answer.GoMod), folder: String(answer.Dir) };
  }
  throw new Error(`go mod download ${module}@${version} does not say where it is`);
}

async function go(command: readonly string[], options: { cwd?: string; timeout?: number } = {}): Promise<string> {
  const { stdout } = await run('go', command, {
    timeout: 10 * 60_000,
    maxBuffer: 64 * 1024 * 1024,
    ...options,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
  });
  return stdout;
}

/** Whether the Go toolchain is installed. */
export function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore', timeout: 60_000, env: process.env });
    return true;
  } catch {
    return false;
  }
}

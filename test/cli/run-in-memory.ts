import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand } from '../../lib/cli/run-command';

/** Runs the command line in this process, with what it wrote. */
export async function cli(args: readonly string[], input = '') {
  let out = '';
  let errors = '';
  const code = await runCommand(args, {
    write: (text) => (out += text),
    writeError: (text) => (errors += text),
    readInput: () => Promise.resolve(Buffer.from(input)),
    color: false,
    today: '2027-01-15',
  });
  return { code, out, errors };
}

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files, until the tests of this file are over. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'blueprints-'));
  made.push(folder);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
}

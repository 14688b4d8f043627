#!/usr/bin/env node
import type { CommandIo } from './command';
import { runCommand } from './run-command';

const { stdin, stdout, stderr, env } = process;

const io: CommandIo = {
  write: (text) => stdout.write(text),
  writeError: (text) => stderr.write(text),
  readInput,
  color: colored(),
  today: new Date().toISOString().slice(0, 10),
};

/** FORCE_COLOR decides where it is set, 0 and false included; else a terminal has colour unless it is asked not to. */
function colored(): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return stdout.isTTY && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}

async function readInput(limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    // One chunk too many is kept, so that the reader sees that there was more than it takes.
    if (length > limit) break;
  }
  return Buffer.concat(chunks);
}

// `check … | head` closes the pipe: that is not an error.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// Not process.exit(): it would cut off what is still on its way through a pipe.
void runCommand(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});

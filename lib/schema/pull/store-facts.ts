import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { PulledFacts } from './pulled-facts';

/** Place of the byte that says on what system a gzip file was made, and the value that says nothing. */
const systemByte = 9;
const unknownSystem = 255;

/** The bytes of a facts file: the same for the same facts, whenever and wherever they are pulled. */
export function encodeFacts(facts: PulledFacts): Buffer {
  const bytes = gzipSync(JSON.stringify(facts), { level: 9 });
  bytes.writeUInt8(unknownSystem, systemByte);
  return bytes;
}

/** Writes facts so that a reader finds the old file or the new one, never half of it. Returns the size in bytes. */
export function storeFacts(file: string, facts: PulledFacts): number {
  const bytes = encodeFacts(facts);
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.unfinished`;
  // What an interrupted pull has left, or a link of this name, whatever it leads to.
  rmSync(draft, { force: true });
  writeFileSync(draft, bytes, { flag: 'wx' });
  renameSync(draft, file);
  return bytes.length;
}

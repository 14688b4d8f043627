import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';

/** One change to the tree. Paths are relative to the output folder. */
export type JournalEntry =
  | { readonly action: 'write'; readonly file: string; readonly content: Buffer }
  | { readonly action: 'remove'; readonly file: string };

/**
 * Appends the changes of a synth to one file, so that they can be made later, and made again after an interruption,
 * with memory for one of them at a time.
 *
 * Each entry is the length of its path and of its content (4 bytes each), then both. A removal has a length that
 * no content can have.
 */
export class JournalWriter {
  private readonly descriptor: number;
  private readonly buffer = Buffer.allocUnsafe(bufferSize);
  private used = 0;

  constructor(path: string) {
    this.descriptor = openSync(path, 'w');
  }

  write(file: string, text: string): void {
    const content = this.reserve(file, text.length * bytesPerCodeUnit);
    if (content === undefined) return this.writeLarge(file, Buffer.from(text));
    const length = this.buffer.write(text, content);
    this.buffer.writeUInt32BE(length, this.used + lengthSize);
    this.used = content + length;
  }

  remove(file: string): void {
    const end = this.reserve(file, 0);
    if (end === undefined) throw new Error(`path too long: ${file}`);
    this.buffer.writeUInt32BE(removal, this.used + lengthSize);
    this.used = end;
  }

  close(): void {
    this.flush();
    closeSync(this.descriptor);
  }

  /** Makes room for an entry and writes its path; the offset of its content, or undefined where it cannot fit. */
  private reserve(file: string, contentSize: number): number | undefined {
    const needed = headerSize + file.length * bytesPerCodeUnit + contentSize;
    if (needed > bufferSize) return undefined;
    if (needed > bufferSize - this.used) this.flush();
    const pathSize = this.buffer.write(file, this.used + headerSize);
    this.buffer.writeUInt32BE(pathSize, this.used);
    return this.used + headerSize + pathSize;
  }

  private writeLarge(file: string, content: Buffer): void {
    const path = Buffer.from(file);
    const header = Buffer.allocUnsafe(headerSize);
    header.writeUInt32BE(path.length, 0);
    header.writeUInt32BE(content.length, lengthSize);
    this.flush();
    for (const part of [header, path, content]) writeFileSync(this.descriptor, part);
  }

  private flush(): void {
    writeFileSync(this.descriptor, this.buffer.subarray(0, this.used));
    this.used = 0;
  }
}

/** The entries of a journal, in the order they were made. An entry's content is valid until the next one is read. */
export function* readJournal(path: string): Generator<JournalEntry> {
  const descriptor = openSync(path, 'r');
  try {
    const source = new BufferedReader(descriptor);
    for (let header = source.take(headerSize); header.length > 0; header = source.take(headerSize)) {
      const pathSize = header.readUInt32BE(0);
      const contentSize = header.readUInt32BE(lengthSize);
      const file = source.take(pathSize).toString();
      yield contentSize === removal
        ? { action: 'remove', file }
        : { action: 'write', file, content: source.take(contentSize) };
    }
  } finally {
    closeSync(descriptor);
  }
}

const bufferSize = 1 << 20;
const lengthSize = 4;
const headerSize = 2 * lengthSize;
const bytesPerCodeUnit = 3;
const removal = 0xffffffff;

class BufferedReader {
  private buffer = Buffer.allocUnsafe(bufferSize);
  private start = 0;
  private end = 0;

  constructor(private readonly descriptor: number) {}

  /** The next bytes; none at the end of the file. */
  take(size: number): Buffer {
    if (this.end - this.start < size) this.fill(size);
    if (this.end === this.start && size > 0) return Buffer.alloc(0);
    if (this.end - this.start < size) throw new Error('the journal of an interrupted synth ends within an entry');
    this.start += size;
    return this.buffer.subarray(this.start - size, this.start);
  }

  private fill(size: number): void {
    const rest = this.buffer.subarray(this.start, this.end);
    if (size > this.buffer.length) {
      const larger = Buffer.allocUnsafe(size);
      rest.copy(larger);
      this.buffer = larger;
    } else {
      this.buffer.copyWithin(0, this.start, this.end);
    }
    this.start = 0;
    this.end = rest.length;
    while (this.end < size) {
      const read = readSync(this.descriptor, this.buffer, this.end, this.buffer.length - this.end, null);
      if (read === 0) return;
      this.end += read;
    }
  }
}

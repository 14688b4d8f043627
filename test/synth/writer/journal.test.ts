import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { JournalWriter, readJournal } from '../../../lib/synth/writer/journal';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  path = join(folder, 'journal');
});

afterEach(() => rmSync(folder, { recursive: true }));

interface Change {
  readonly file: string;
  readonly text?: string;
}

function writeJournal(changes: readonly Change[]): void {
  const journal = new JournalWriter(path);
  for (const { file, text } of changes) {
    if (text === undefined) journal.remove(file);
    else journal.write(file, text);
  }
  journal.close();
}

function readChanges(): Change[] {
  return Array.from(readJournal(path), (entry) =>
    entry.action === 'remove' ? { file: entry.file } : { file: entry.file, text: entry.content.toString() },
  );
}

test('a journal gives back what was written, small or larger than its buffers', () => {
  const sizes = [0, 1, 100, 350_000, 1 << 20, 3_000_000];
  const anyText = fc
    .tuple(fc.constantFrom(...sizes), fc.constantFrom('a', 'ä', '語', '😀'))
    .map(([size, character]) => character.repeat(size));
  const anyChange = fc.record({ file: fc.string(), text: anyText }, { requiredKeys: ['file'] });

  fc.assert(
    fc.property(fc.array(anyChange, { maxLength: 12 }), (changes) => {
      writeJournal(changes);

      expect(readChanges()).toEqual(changes);
    }),
    { numRuns: 30 },
  );
});

test('a journal that is cut short is no journal', () => {
  writeJournal([{ file: 'a', text: 'text' }]);
  truncateSync(path, readFileSync(path).length - 1);

  expect(readChanges).toThrow('the journal of an interrupted synth ends within an entry');
});

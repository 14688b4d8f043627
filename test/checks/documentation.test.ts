import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allChecks } from '../../lib/checks/all-checks';
import { documentation } from './documentation';

const folder = join(__dirname, '../../docs/checks');
const pages = documentation(allChecks);

// `npm run docs` runs this file with --update-snapshot.
if (process.argv.some((argument) => argument === '--update-snapshot' || argument === '-u')) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
}

test('every check has its page, and no page is left of a check that is gone', () => {
  expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
});

test.each([...pages])('docs/checks/%s is what its source says: npm run docs', (name, text) => {
  expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
});

test('a page has the reason, an example that fails and what is said about it, and one that passes', () => {
  for (const [name, text] of pages) {
    if (name !== 'README.md')
      expect(text).toMatch(/^# \S+\n\n[^]+## Found: [^]+```text\n(error|warning|info) {2}[^]+## Not found: /);
  }
});

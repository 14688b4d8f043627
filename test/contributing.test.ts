import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const seams = text.slice(text.indexOf('## The seams'), text.indexOf('## Habits'));
const paths = [...seams.matchAll(/`((?:lib|test|docs)\/[^`<>*{]*)`/g)].flatMap(([, path]) => path ?? []);

test.each([...new Set(paths)])('%s, which says how to add something, is there', (path) => {
  expect(existsSync(join(root, path))).toBe(true);
});

test.each([
  'A blueprint',
  'A capability',
  'A check',
  'A command',
  'A controller',
  'A fact of a cluster',
  'A fleet capability',
  'A mesh backend',
  'A report format',
])('%s is a seam: its files and its list are named', (seam) => {
  expect(seams).toMatch(new RegExp(`^- \\*\\*${seam}\\*\\*: `, 'm'));
});

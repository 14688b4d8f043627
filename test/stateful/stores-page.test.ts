import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import * as library from '../../lib';
import { exampleStores } from './example-stores';
import { storesPage } from './stores-page';

const file = join(__dirname, '../../docs/stores.md');
const page = storesPage();

// `npm run docs` runs this file with --update-snapshot.
if (process.argv.some((argument) => argument === '--update-snapshot' || argument === '-u')) writeFileSync(file, page);

test('docs/stores.md is what the patterns make: npm run docs', () => {
  expect(readFileSync(file, 'utf8')).toBe(page);
});

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const exported = new Map<string, unknown>(Object.entries(library));

test.each(Object.keys(exampleStores))('%s can be imported, and has its rows on the page and in the README', (name) => {
  const pattern = exported.get(name);
  expect(typeof pattern === 'function' && pattern.prototype instanceof Construct).toBe(true);
  expect(page.match(new RegExp(`^\\| \`${name}\` \\|`, 'gm'))).toHaveLength(2);
  expect(readme).toMatch(new RegExp(`^\\| .*\`${name}\`.* \\|`, 'm'));
});

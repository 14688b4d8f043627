import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databasesTable } from './databases-page';

const file = join(__dirname, '../../docs/databases.md');
const [begin, end] = ['<!-- what operators can do -->\n\n<!-- prettier-ignore -->\n', '\n<!-- end -->'];

function withTable(page: string): string {
  const [before = '', rest = ''] = page.split(begin);
  return `${before}${begin}${databasesTable()}${end}${rest.split(end)[1] ?? ''}`;
}

// `npm run docs` runs this file with --update-snapshot.
if (process.argv.some((argument) => argument === '--update-snapshot' || argument === '-u'))
  writeFileSync(file, withTable(readFileSync(file, 'utf8')));

test('docs/databases.md says what each operator can do: npm run docs', () => {
  const page = readFileSync(file, 'utf8');
  expect(page).toBe(withTable(page));
});

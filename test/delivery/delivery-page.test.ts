import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliveryTable } from './delivery-page';

const file = join(__dirname, '../../docs/delivery.md');
const [begin, end] = ['<!-- who can share by requests -->\n\n<!-- prettier-ignore -->\n', '\n<!-- end -->'];

function withTable(page: string): string {
  const [before = '', rest = ''] = page.split(begin);
  return `${before}${begin}${deliveryTable()}${end}${rest.split(end)[1] ?? ''}`;
}

// `npm run docs` runs this file with --update-snapshot.
if (process.argv.some((argument) => argument === '--update-snapshot' || argument === '-u'))
  writeFileSync(file, withTable(readFileSync(file, 'utf8')));

test('docs/delivery.md says which mesh shares by requests: npm run docs', () => {
  const page = readFileSync(file, 'utf8');
  expect(page).toBe(withTable(page));
});

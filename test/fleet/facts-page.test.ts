import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterFactList, linesOf } from '../../lib/fleet/facts/cluster-fact-list';
import { factsPage } from './facts-page';

const file = join(__dirname, '../../docs/facts.md');
const page = factsPage();

// `npm run docs` runs this file with --update-snapshot.
if (process.argv.some((argument) => argument === '--update-snapshot' || argument === '-u')) writeFileSync(file, page);

test('docs/facts.md is what the facts say: npm run docs', () => {
  expect(readFileSync(file, 'utf8')).toBe(page);
});

test('every prop and every line of a fact has its row', () => {
  const names = clusterFactList.flatMap((fact) => [...Object.keys(fact.props), ...Object.keys(linesOf(fact))]);
  for (const name of names)
    expect(page).toMatch(new RegExp(`^\\|.*\`${name.replace('?', '')}\`.*\\|.*lib/fleet/facts/`, 'm'));
  expect(names.length).toBeGreaterThan(15);
});

test('what must be given is told from what has a default', () => {
  expect(page).toMatch(/^\| `kubernetesVersion` .* one of `1\.28`, .* \| required \| /m);
  expect(page).toMatch(/^\| `dnsDomain` .* a string \| 'cluster\.local', the kubelet default \| /m);
  expect(page).toMatch(/^\| `mode` .* one of `sidecar`, `ambient` \| 'sidecar' \|$/m);
});

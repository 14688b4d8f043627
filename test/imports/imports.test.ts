import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '../..');

test('imports/ is what `npm run imports` makes from crds/', () => {
  const output = mkdtempSync(join(tmpdir(), 'imports-'));
  try {
    const cdk8s = join(root, 'node_modules/.bin/cdk8s');
    execFileSync(cdk8s, ['import', '--no-check-upgrade', '--no-save', '--output', output], { cwd: root, stdio: 'pipe' });
    expect(readdirSync(join(root, 'imports')).sort()).toEqual(readdirSync(output).sort());
    for (const file of readdirSync(output)) {
      expect(readFileSync(join(root, 'imports', file), 'utf8')).toBe(readFileSync(join(output, file), 'utf8'));
    }
  } finally {
    rmSync(output, { recursive: true });
  }
}, 60_000);

test('cdk8s.yaml imports every file of crds/', () => {
  const { imports } = parse(readFileSync(join(root, 'cdk8s.yaml'), 'utf8')) as { imports: string[] };
  expect(imports).toEqual(readdirSync(join(root, 'crds')).sort().map((file) => `crds/${file}`));
});

test('Plain gives back every field name that the import changes', () => {
  const plain = readFileSync(join(root, 'lib/manifest/objects/plain.ts'), 'utf8');
  const restored = [...plain.matchAll(/readonly (\w+): '(\w+)';/g)].map(([, from, to]) => `${from} -> ${to}`);
  const renamed = readdirSync(join(root, 'imports')).flatMap((file) => {
    const source = readFileSync(join(root, 'imports', file), 'utf8');
    return [...source.matchAll(/'([^']+)': [^\n]*?obj\.(\w+)/g)]
      .filter(([, to, from]) => from !== to)
      .map(([, to, from]) => `${from} -> ${to}`);
  });
  expect(restored).toEqual([...new Set(renamed)].sort());
});

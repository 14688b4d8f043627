import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { meshBackends } from '../../../lib';

test.each(meshBackends.map(({ name }) => name))('the backend %s passes the contract: it has a suite', (name) => {
  const file = join(__dirname, `${name}.test.ts`);
  expect(existsSync(file) && readFileSync(file, 'utf8')).toContain('describeMeshBackend(');
});

test('backends are sorted by name, and each name is there once', () => {
  const names = meshBackends.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)].sort());
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

test('the name of an exported type means one thing in the whole library', () => {
  const files = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const homes = new Map<string, Set<string>>();
  for (const file of files) {
    const source = readFileSync(join('lib', file), 'utf8');
    for (const [, name = ''] of source.matchAll(/^export (?:abstract )?(?:interface|type|class) (\w+)/gm))
      homes.set(name, (homes.get(name) ?? new Set()).add(file));
  }
  const severalHomes = [...homes].filter(([, found]) => found.size > 1);

  expect(Object.fromEntries(severalHomes)).toEqual({});
  expect(homes.size).toBeGreaterThan(300);
});

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Inventory } from '../../lib';

const dist = join(__dirname, '../../dist');

test.each(readdirSync(dist))('every file of dist/%s is one that a synth writes', (app) => {
  const files = readdirSync(join(dist, app), { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(dist, app, file)).isFile())
    .sort();
  const inventories = files.filter((file) => /^\.inventory\/[^/]+\/[^/]+\.json$/.test(file));
  const owned = inventories.flatMap((file) => {
    const { objects, files: others = [] } = JSON.parse(readFileSync(join(dist, app, file), 'utf8')) as Inventory;
    return [...objects, ...others].map((written) => written.file);
  });

  expect(files.filter((file) => !file.startsWith('.inventory/'))).toEqual([...new Set(owned)].sort());
});

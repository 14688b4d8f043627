import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configSync, flux, type GitOpsFacts } from '../../lib';
import { hubFleet } from './example-hub';
import { repository } from './example-tree';
import { synthesized } from './synthesized';

test.each<[GitOpsFacts, string | undefined]>([
  [flux({ repository }), 'manager--sync'],
  [configSync({ repository }), undefined],
])('the list names the object that syncs all of a cluster, where there is one', (facts, name) => {
  // Neither engine runs for another cluster, so that each of the three has its own, and none waits for another.
  const { outdir, remove } = synthesized((folder) => hubFleet(facts, () => facts, { outdir: folder, ordered: false }));
  const list: unknown = JSON.parse(readFileSync(join(outdir, '.inventory/gitops.json'), 'utf8'));
  remove();
  expect((list as { synced: { cluster: string; name?: string }[] }).synced[0]?.name).toBe(name);
});

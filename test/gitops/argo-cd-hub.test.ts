import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argoCd, type ArgoCdOptions } from '../../lib';
import { Field } from '../../lib/manifest/objects/field';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { readBytes } from '../../lib/reader/read-folder';
import { hubFleet } from './example-hub';
import { repository } from './example-tree';
import { synthesized, type Synthesized } from './synthesized';

const spoke = { repository, syncedBy: 'manager' } as const;

describe('an Argo CD that syncs other clusters', () => {
  let tree: Synthesized;
  let objects: readonly Manifest[];
  const named = (kind: string, name: string): Field => {
    const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
    if (found === undefined) throw new Error(`no ${kind} ${name}`);
    return Field.root(found);
  };
  beforeAll(() => {
    tree = synthesized((outdir) => hubFleet(argoCd({ repository, hub: true }), () => argoCd(spoke), { outdir }));
    objects = tree.files
      .filter((file) => file.startsWith('dev/manager/argocd/'))
      .flatMap((file) =>
        readBytes(file, readFileSync(join(tree.outdir, file))).manifests.map(({ manifest }) => manifest),
      );
  });
  afterAll(() => tree.remove());

  test('has the Applications and AppProjects of all clusters, and the others have none', () => {
    const names = objects.filter(({ kind }) => kind === 'Application').map(({ metadata }) => metadata.name);
    expect(names).toEqual([
      'manager--cluster',
      'manager--sync',
      'manager-shop',
      'manager-stock',
      'shops--cluster',
      'shops--sync',
      'shops-eu--cluster',
      'shops-eu--sync',
      'shops-eu-shop',
      'shops-eu-stock',
      'shops-shop',
      'shops-stock',
    ]);
    expect(tree.files.filter((file) => /^dev\/shops[^/]*\/argocd/.test(file))).toEqual([]);
  });

  test('sends each folder to its cluster, by name, and allows nothing else', () => {
    const application = named('Application', 'shops-eu-shop').at('spec');
    expect(application.at('destination').value).toEqual({ name: 'shops-eu', namespace: 'shop' });
    expect(application.at('source', 'path').value).toBe('dist/dev/shops-eu/shop');
    expect(named('AppProject', 'shops-eu-shop').at('spec', 'destinations').value).toEqual([
      { name: 'shops-eu', namespace: 'shop' },
    ]);
    expect(named('Application', 'manager-shop').at('spec', 'destination', 'server').value).toBe(
      'https://kubernetes.default.svc',
    );
  });

  test('gives each cluster a root of its own, so that waves of one never wait for another', () => {
    const files = (name: string, which: 'include' | 'exclude'): readonly string[] =>
      (named('Application', name).at('spec', 'source', 'directory', which).text ?? '').slice(1, -1).split(',');
    const own = (cluster: string) =>
      ['-cluster', 'shop', 'stock'].map((unit) => `application.${cluster}-${unit}.k8s.yaml`);
    expect(files('shops--sync', 'include')).toEqual(own('shops'));
    expect(files('shops-eu--sync', 'include')).toEqual(own('shops-eu'));
    expect(files('manager--sync', 'exclude')).toEqual([...own('shops'), ...own('shops-eu')]);
    const there = new Set(tree.files);
    for (const file of files('manager--sync', 'exclude')) expect(there).toContain(`dev/manager/argocd/${file}`);
  });

  test('keeps the order within a cluster', () => {
    const wave = (name: string) =>
      named('Application', name).at('metadata', 'annotations', 'argocd.argoproj.io/sync-wave').value;
    expect(['shops--cluster', 'shops-stock', 'shops-shop'].map(wave)).toEqual(['0', '1', '2']);
  });

  test('is told in the list of what is synced', () => {
    const list = readFileSync(join(tree.outdir, '.inventory/gitops.json'), 'utf8');
    expect(list).toContain('"cluster":"shops-eu","engine":"argo-cd"');
    expect(list).toContain('"syncedBy":"manager"');
    expect(list).not.toContain('"folders"');
  });
});

test.each<[ArgoCdOptions, ArgoCdOptions, RegExp]>([
  [{ repository }, spoke, /syncedBy[^]*Not found: "manager": no cluster of the fleet[^]*argoCd\(\{ hub: true, … \}\)/],
  [{ repository, hub: true }, { ...spoke, syncedBy: 'maneger' }, /Not found: "maneger"[^]*write "manager"/],
  [{ repository, hub: true }, { ...spoke, namespace: 'argo' }, /gitOps\.namespace[^]*write "argocd"/],
  [{ repository, hub: true }, { ...spoke, hub: true }, /gitOps\.hub[^]*leave out hub or syncedBy/],
  [{ repository, hub: true }, { repository, destination: { name: 'x' } }, /gitOps\.destination[^]*write syncedBy/],
])('a hub that cannot be is refused: %j, %j', (hub, other, message) => {
  expect(() => hubFleet(argoCd(hub), () => argoCd(other))).toThrow(message);
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  builtInGroups,
  builtInKinds,
  isGroupInFileName,
  sharedCustomKinds,
} from '../../../lib/synth/layout/shared-kinds';

const shared = resolve(__dirname, '../../../../shared');
const whereShared = existsSync(shared) ? describe : describe.skip;
if (!existsSync(shared)) console.log('skipped: ../shared, which has the schemas to compare with, is not here');

whereShared('against the published schemas', () => {
  test('every kind of Kubernetes is known as its own', () => {
    for (const { group, kind } of publishedKinds()) {
      if (kind.endsWith('List') || notStored.has(kind)) continue;
      expect(builtInKinds).toContain(kind);
      if (group !== 'events.k8s.io') expect(builtInGroups).toContain(group);
    }
  });

  test('every kind that two custom groups share is known to be shared', () => {
    const groupsOf = new Map<string, Set<string>>();
    for (const { group, kind } of customKinds()) groupsOf.set(kind, (groupsOf.get(kind) ?? new Set()).add(group));
    const sharedKinds = [...groupsOf].filter(([, groups]) => groups.size > 1).map(([kind]) => kind);

    expect(sharedKinds).toContain('Gateway');
    for (const kind of sharedKinds) expect([...sharedCustomKinds.keys()]).toContain(kind);
  });

  test('no two groups have a kind in common that goes without its group', () => {
    const owners = new Map<string, string>();
    for (const { group, kind } of [...publishedKinds(), ...customKinds()]) {
      if (isGroupInFileName(group, kind) || kind.endsWith('List') || notStored.has(kind)) continue;
      expect([kind, owners.get(kind) ?? group]).toEqual([kind, group]);
      owners.set(kind, group);
    }
  });
});

/** Answers and options of the API, and kinds of alpha APIs that were withdrawn. */
const notStored = new Set([
  ...['APIGroup', 'APIVersions', 'DeleteOptions', 'Status', 'WatchEvent'],
  // One that is a request, not an object, and one behind a gate.
  'Eviction',
  ...['ClusterCIDR', 'PodSchedulingContext', 'ResourceClaimParameters', 'ResourceClass', 'ResourceClassParameters'],
]);

interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

function publishedKinds(): GroupKind[] {
  const folders = ['kubernetes-schemas', 'kubernetes-schemas-next'].map((name) => join(shared, name));
  const files = folders.filter(existsSync).flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
  return files.flatMap((file) => {
    const { definitions } = JSON.parse(readFileSync(file, 'utf8')) as {
      definitions: Record<string, { 'x-kubernetes-group-version-kind'?: GroupKind[] }>;
    };
    return Object.values(definitions).flatMap((definition) => definition['x-kubernetes-group-version-kind'] ?? []);
  });
}

function customKinds(): GroupKind[] {
  const folder = join(shared, 'crds');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}group: (\S+)[^]*?^ {4}kind: (\S+)/gm),
    ])
    .map(([, group = '', kind = '']) => ({ group, kind }));
}

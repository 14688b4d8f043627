import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allChecks, argoCd, runChecks, type ArgoCdOptions } from '../../lib';
import { Field } from '../../lib/manifest/objects/field';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { readBytes } from '../../lib/reader/read-folder';
import { exampleCluster } from '../example-fleet';
import { sharedCatalog } from '../schema/shared-definitions';
import { describeWithShared } from '../shared-folder';
import { hubFleet } from './example-hub';
import { renderUnder, repository } from './example-tree';
import { synthesized, type Synthesized } from './synthesized';

const spoke = { repository, syncedBy: 'manager' } as const;

describe('an Argo CD with ApplicationSets', () => {
  let tree: Synthesized;
  let objects: readonly Manifest[];
  const set = (name: string): Field => {
    const found = objects.find(({ kind, metadata }) => kind === 'ApplicationSet' && metadata.name === name);
    if (found === undefined) throw new Error(`no ApplicationSet ${name}`);
    return Field.root(found).at('spec');
  };
  beforeAll(() => {
    const hub = argoCd({ repository, hub: true, applicationSet: true });
    tree = synthesized((outdir) => hubFleet(hub, () => argoCd(spoke), { outdir }));
    objects = tree.files
      .filter((file) => file.startsWith('dev/manager/argocd/'))
      .flatMap((file) =>
        readBytes(file, readFileSync(join(tree.outdir, file))).manifests.map(({ manifest }) => manifest),
      );
  });
  afterAll(() => tree.remove());

  test('has one for its own folders and one for those of other clusters, and no Application but its root', () => {
    const names = (kind: string) => objects.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
    expect(names('ApplicationSet')).toEqual(['manager--clusters', 'manager--folders']);
    expect(names('Application')).toEqual(['manager--sync']);
    expect(names('AppProject')).toEqual(expect.arrayContaining(['manager-shop', 'shops-shop', 'shops-eu--cluster']));
  });

  test('never deletes, and stops at a name that an element lacks', () => {
    for (const name of ['manager--clusters', 'manager--folders']) {
      expect(set(name).at('syncPolicy').value).toEqual({
        applicationsSync: 'create-update',
        preserveResourcesOnDeletion: true,
      });
      expect(set(name).at('goTemplateOptions').value).toEqual(['missingkey=error']);
    }
  });

  test('makes each folder of each cluster an Application by the name that it has without the set', () => {
    const [generator] = set('manager--clusters').at('generators').items();
    const elements = generator?.at('list', 'elements').items() ?? [];
    expect(elements.map((each) => each.at('name').text)).toEqual([
      'shops--cluster',
      'shops-shop',
      'shops-stock',
      'shops-eu--cluster',
      'shops-eu-shop',
      'shops-eu-stock',
    ]);
    expect(elements[1]?.value).toEqual({
      name: 'shops-shop',
      cluster: 'shops',
      destination: 'shops',
      namespace: 'shop',
      repository: repository.url,
      revision: 'main',
      path: 'dist/dev/shops/shop',
      step: '2',
      ignoreDifferences: [],
    });
    expect(set('manager--clusters').at('template', 'spec', 'destination').value).toEqual({
      name: '{{ .destination }}',
      namespace: '{{ .namespace }}',
    });
    expect(set('manager--folders').at('template', 'spec', 'destination', 'server').text).toBe('{{ .destination }}');
  });

  test('uses of each element nothing but what it has', () => {
    for (const name of ['manager--clusters', 'manager--folders']) {
      const [generator] = set(name).at('generators').items();
      const used = JSON.stringify([set(name).at('template').value, set(name).at('templatePatch').value ?? '']);
      const names = [...used.matchAll(/\{\{ (?:toJson )?\.(\w+) \}\}/g)].map(([, each = '']) => each);
      expect(names.length).toBeGreaterThan(5);
      for (const element of generator?.at('list', 'elements').items() ?? [])
        for (const each of names) expect(Object.keys(element.value ?? {})).toContain(each);
    }
  });

  test('syncs in steps what waits for other folders', () => {
    expect(set('manager--clusters').at('strategy').value).toEqual({
      type: 'RollingSync',
      rollingSync: {
        steps: ['0', '1', '2'].map((step) => ({
          matchExpressions: [{ key: 'cdk8s-blueprints.dev/step', operator: 'In', values: [step] }],
        })),
      },
    });
  });

  test('lets its root make ApplicationSets', () => {
    const root = objects.find(({ kind, metadata }) => kind === 'AppProject' && metadata.name === 'manager--sync');
    expect(root?.spec).toMatchObject({
      namespaceResourceWhitelist: expect.arrayContaining([{ group: 'argoproj.io', kind: 'ApplicationSet' }]) as unknown,
    });
  });
});

test.each<[string, ArgoCdOptions, ArgoCdOptions, RegExp]>([
  [
    'on a cluster that another one syncs',
    { repository, hub: true },
    { ...spoke, applicationSet: true },
    /gitOps\.applicationSet[^]*write applicationSet in the gitOps of manager/,
  ],
  [
    'beside the Source Hydrator',
    { repository, hub: true, applicationSet: true, hydrateTo: { branch: 'env/dev' } },
    spoke,
    /gitOps\.hydrateTo[^]*leave out applicationSet or hydrateTo/,
  ],
  [
    'beside the Source Hydrator of another cluster',
    { repository, hub: true, applicationSet: true },
    { ...spoke, hydrateTo: { branch: 'env/dev' } },
    /gitOps\.hydrateTo[^]*from one template/,
  ],
  [
    'beside subscriptions of another cluster',
    { repository, hub: true, applicationSet: true },
    { ...spoke, notifications: { subscriptions: [{ trigger: 'a', service: 'b', recipients: ['c'] }] } },
    /gitOps\.notifications[^]*write it in the gitOps of manager/,
  ],
])('an ApplicationSet %s is refused', (_, hub, other, message) => {
  expect(() => hubFleet(argoCd(hub), () => argoCd(other))).toThrow(message);
});

describeWithShared('the upstream definitions', () => {
  test('accept an ApplicationSet', () => {
    const { ofKind } = renderUnder(argoCd({ repository, applicationSet: true }));
    const { findings } = runChecks({
      manifests: ofKind('ApplicationSet').map((manifest) => ({ manifest, origin: 'set', chart: 'gitops' })),
      cluster: exampleCluster(),
      schemas: sharedCatalog('argo-cd'),
      checks: allChecks.filter(({ id }) => ['valid-schema', 'require-definition', 'valid-rules'].includes(id)),
    });
    expect(ofKind('ApplicationSet')).toHaveLength(1);
    expect(findings).toEqual([]);
  });
});

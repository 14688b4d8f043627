import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  allChecks,
  argoCd,
  Cluster,
  ClusterChart,
  Config,
  Environment,
  Fleet,
  rancherFleet,
  readFolder,
  runChecks,
} from '../../lib';
import { isJsonObject } from '../../lib/manifest/objects/json';
import { exampleCluster } from '../example-fleet';
import { sharedCatalog } from '../schema/shared-definitions';
import { describeWithShared } from '../shared-folder';
import { hubFleet } from './example-hub';
import { repository } from './example-tree';
import { synthesized, type Synthesized } from './synthesized';

const manager = rancherFleet({ repository, secretName: 'git' });
const managed = (name: string) => rancherFleet({ repository, syncedBy: 'manager', clusterName: `c-${name}` });
const write = (outdir?: string) => synthesized((folder) => hubFleet(manager, managed, { outdir: folder }), outdir);

describe('a cluster that Rancher Fleet syncs', () => {
  let tree: Synthesized;
  beforeAll(() => {
    tree = write();
  });
  afterAll(() => tree.remove());
  const content = (file: string): unknown => parse(readFileSync(join(tree.outdir, file), 'utf8'));

  test('has its GitRepo in the tree of the cluster that manages it, by the name that it has there', () => {
    expect(content('dev/manager/fleet-default/gitrepo.shops-eu--sync.k8s.yaml')).toMatchObject({
      kind: 'GitRepo',
      spec: {
        repo: repository.url,
        branch: 'main',
        paths: ['_cluster', 'shop', 'stock'].map((folder) => `dist/dev/shops-eu/${folder}`),
        targets: [{ name: 'shops-eu', clusterName: 'c-shops-eu' }],
        correctDrift: { enabled: true },
      },
    });
    expect(tree.files.filter((file) => /^dev\/shops[^/]*\/fleet-/.test(file))).toEqual([]);
  });

  test('syncs itself, with the GitRepos of the others, where it is the one that manages', () => {
    expect(content('dev/manager/fleet-local/gitrepo.manager--sync.k8s.yaml')).toMatchObject({
      metadata: { namespace: 'fleet-local' },
      spec: {
        clientSecretName: 'git',
        targets: [{ name: 'manager', clusterName: 'local' }],
        paths: ['_cluster', 'fleet-default', 'fleet-local', 'shop', 'stock'].map(
          (folder) => `dist/dev/manager/${folder}`,
        ),
      },
    });
  });

  test('has a fleet.yaml in each folder, which says what the folder waits for', () => {
    expect(content('dev/shops/shop/fleet.yaml')).toEqual({
      name: 'shops-shop',
      defaultNamespace: 'shop',
      helm: { releaseName: 'shops-shop' },
      dependsOn: [{ name: 'shops--cluster' }, { name: 'shops-stock' }],
    });
    expect(content('dev/shops/_cluster/fleet.yaml')).toEqual({
      name: 'shops--cluster',
      defaultNamespace: 'default',
      helm: { releaseName: 'shops--cluster' },
    });
  });

  test('is written the same a second time, and its files go when another engine comes', () => {
    const texts = () => tree.files.map((file) => readFileSync(join(tree.outdir, file), 'utf8'));
    const before = texts();
    expect(write(tree.outdir).files).toEqual(tree.files);
    expect(texts()).toEqual(before);
    expect(readFileSync(join(tree.outdir, '.inventory/dev/shops.json'), 'utf8')).toContain(
      '{"file":"dev/shops/shop/fleet.yaml","sha256":',
    );
    expect(tree.files).toContain('dev/shops/shop/fleet.yaml');
    const alone = (outdir: string) => hubFleet(argoCd({ repository }), () => argoCd({ repository }), { outdir });
    expect(synthesized(alone, tree.outdir).files.filter((file) => file.endsWith('fleet.yaml'))).toEqual([]);
    write(tree.outdir);
  });

  test('has nothing that a check would not see, unless somebody adds it to fleet.yaml', () => {
    expect(readFolder(join(tree.outdir, 'dev/shops')).findings).toEqual([]);
    const file = join(tree.outdir, 'dev/shops/shop/fleet.yaml');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, `${before}kustomize: { dir: overlay }\n`);
    expect(readFolder(join(tree.outdir, 'dev/shops')).findings).toMatchObject([
      { status: 'unproved', message: expect.stringContaining('tells Rancher Fleet what to change') as unknown },
    ]);
    writeFileSync(file, before);
  });

  test('has the label that Helm writes on every object, so that it is never reported as changed', () => {
    const { manifests } = readFolder(join(tree.outdir, 'dev/shops'));
    const labels = manifests.flatMap(
      ({ manifest }) => manifest.metadata.labels?.['app.kubernetes.io/managed-by'] ?? [],
    );
    expect(labels.length).toBeGreaterThan(0);
    expect(new Set(labels)).toEqual(new Set(['Helm']));
  });

  describeWithShared('the definition of a Bundle', () => {
    test('accepts what fleet.yaml says', () => {
      const found = tree.files
        .filter((file) => file.endsWith('/fleet.yaml'))
        .map((file) => {
          const value = content(file);
          const { name, ...spec } = isJsonObject(value) ? value : {};
          const object = {
            apiVersion: 'fleet.cattle.io/v1alpha1',
            kind: 'Bundle',
            metadata: { name: typeof name === 'string' ? name : '', namespace: 'fleet-default' },
            spec,
          };
          return { manifest: object, origin: file, chart: '' };
        });
      const { findings } = runChecks({
        manifests: found,
        cluster: exampleCluster(),
        schemas: sharedCatalog('rancher-fleet'),
        checks: allChecks.filter(({ id }) => ['valid-schema', 'require-definition', 'valid-rules'].includes(id)),
      });
      expect(found.length).toBe(11);
      expect(findings).toEqual([]);
    });
  });
});

test('a folder whose name Helm would not take for a release is refused', () => {
  const name = 'a-cluster-that-has-a-name-of-nearly-fifty-letters';
  const cluster = new Cluster(name, {
    environment: new Environment('dev'),
    kubernetesVersion: '1.34',
    gitOps: rancherFleet({ repository }),
  });
  const fleet = new Fleet({ clusters: [cluster] }).deploy((scope) => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    new Config(chart, 'settings', { data: { a: '1' } });
  });
  expect(fleet.render(name).findings.map(({ message }) => message)).toContainEqual(
    expect.stringContaining(`may not be more than 53 bytes: "${name}-shop", as rancher-fleet would know this folder`),
  );
});

test('a fleet without the cluster that manages the others is refused', () => {
  expect(() => hubFleet(managed('manager'), managed)).toThrow(
    /gitOps\.syncedBy[^]*no cluster of the fleet has a rancher-fleet[^]*without syncedBy/,
  );
});

describe('a cluster that stands for many', () => {
  const group = {
    matchLabels: { kind: 'shop' },
    maxUnavailable: '10%',
    partitions: [
      { name: 'canary', matchLabels: { kind: 'shop', wave: 'canary' }, maxUnavailable: 1 },
      { name: 'rest', matchLabels: { kind: 'shop', wave: 'rest' } },
    ],
  } as const;
  const fleetWith = (more: object) =>
    hubFleet(manager, (name) =>
      name === 'shops' ? rancherFleet({ repository, syncedBy: 'manager', ...more }) : managed(name),
    );

  test('is a ClusterGroup that its GitRepo aims at, and each Bundle reaches it part after part', () => {
    const tree = synthesized((outdir) =>
      hubFleet(
        manager,
        (name) => (name === 'shops' ? rancherFleet({ repository, syncedBy: 'manager', group }) : managed(name)),
        { outdir },
      ),
    );
    try {
      const content = (file: string): unknown => parse(readFileSync(join(tree.outdir, file), 'utf8'));
      expect(content('dev/manager/fleet-default/clustergroup.shops.k8s.yaml')).toMatchObject({
        metadata: { name: 'shops', namespace: 'fleet-default' },
        spec: { selector: { matchLabels: { kind: 'shop' } } },
      });
      expect(content('dev/manager/fleet-default/gitrepo.shops--sync.k8s.yaml')).toMatchObject({
        spec: { targets: [{ name: 'shops', clusterGroup: 'shops' }] },
      });
      expect(content('dev/shops/shop/fleet.yaml')).toMatchObject({
        rolloutStrategy: {
          maxUnavailable: '10%',
          maxUnavailablePartitions: 0,
          partitions: [
            { name: 'canary', clusterSelector: { matchLabels: { kind: 'shop', wave: 'canary' } }, maxUnavailable: 1 },
            { name: 'rest', clusterSelector: { matchLabels: { kind: 'shop', wave: 'rest' } } },
          ],
        },
      });
      expect(readFolder(join(tree.outdir, 'dev/shops')).findings).toEqual([]);
    } finally {
      tree.remove();
    }
  });

  test.each<[string, object, RegExp]>([
    ['that manages itself', { group, syncedBy: undefined }, /gitOps\.group[^]*write syncedBy/],
    ['by a name and by labels', { group, clusterName: 'c-1' }, /gitOps\.group[^]*leave out clusterName or group/],
    ['of all clusters there are', { group: { matchLabels: {} } }, /group\.matchLabels[^]*at least one label/],
    ['with a share that is none', { group: { ...group, maxUnavailable: 'few' } }, /group\.maxUnavailable/],
    ['without a part', { group: { ...group, partitions: [] } }, /group\.partitions/],
    [
      'of two parts by one name',
      { group: { ...group, partitions: ['a', 'b'].map((zone) => ({ name: 'first', matchLabels: { zone } })) } },
      /group\.partitions\[1\]\.name[^]*Duplicate value: "first"/,
    ],
  ])('a group %s is refused', (_, more, message) => {
    expect(() => fleetWith(more)).toThrow(message);
  });
});

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { TreeObject } from '../../../lib/synth/writer/cluster-tree';
import { parseInventory } from '../../../lib/synth/writer/inventory';
import type { TreeChanges } from '../../../lib/synth/writer/owned-folder';
import { TreeWriter, type PublishOptions, type TreeWriterOptions } from '../../../lib/synth/writer/tree-writer';

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'tree-writer-'));
});

afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
});

function configMap(name: string, data: Record<string, string> = {}, chart = 'shop'): TreeObject {
  const manifest: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data };
  return { manifest, origin: `${chart}/${name}`, chart };
}

function namespace(name: string): TreeObject {
  return {
    manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    origin: `base/${name}`,
    chart: 'base',
  };
}

type Clusters = Readonly<Record<string, readonly TreeObject[]>>;

function stage(clusters: Clusters, options?: TreeWriterOptions): TreeWriter {
  const writer = new TreeWriter(outdir, options);
  for (const [path, objects] of Object.entries(clusters)) {
    const [environment = '', name = ''] = path.split('/');
    const cluster = writer.cluster(environment, name);
    for (const object of objects) cluster.add(object);
    cluster.close();
  }
  return writer;
}

function write(clusters: Clusters, options: TreeWriterOptions & PublishOptions = {}): TreeChanges {
  return stage(clusters, options).publish(options);
}

/** Every file below the output folder, with its content. */
function tree(): Record<string, string> {
  const entries = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const files = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(files.map((file) => [file.slice(outdir.length + 1), readFileSync(file, 'utf8')]));
}

function folders(): string[] {
  const entries = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ parentPath, name }) => join(parentPath, name).slice(outdir.length + 1)).sort();
}

function put(file: string, content: string): void {
  mkdirSync(dirname(join(outdir, file)), { recursive: true });
  writeFileSync(join(outdir, file), content);
}

const cart = 'dev/dev-1/shop/configmap.cart.k8s.yaml';

test('an object with a folder of its own stands there, under the name that it would have had', () => {
  write({ 'dev/dev-1': [namespace('shop'), { ...namespace('stock'), folder: '_configuration' }] });
  expect(Object.keys(tree()).filter((file) => file.startsWith('dev/'))).toEqual([
    'dev/dev-1/_cluster/namespace.shop.k8s.yaml',
    'dev/dev-1/_configuration/namespace.stock.k8s.yaml',
  ]);
});

describe('a tree', () => {
  test('has one file for each object, and an inventory beside the clusters', () => {
    const changes = write({ 'dev/dev-1': [configMap('cart', { a: '1' }), namespace('shop')] });

    expect(changes).toEqual({ written: 2, unchanged: 0, removed: 0 });
    expect(tree()).toEqual({
      '.inventory/dev/dev-1.json': `{
  "environment": "dev",
  "cluster": "dev-1",
  "objects": [
    {"apiVersion":"v1","kind":"Namespace","name":"shop","file":"dev/dev-1/_cluster/namespace.shop.k8s.yaml","sha256":"7d55baff6609669a327f7dc1e51dc99e818ce116424bfd124eb8fd4e9c590516","origin":"base/shop"},
    {"apiVersion":"v1","kind":"ConfigMap","namespace":"shop","name":"cart","file":"dev/dev-1/shop/configmap.cart.k8s.yaml","sha256":"c8392af4c69057be0092059aa111f516f51b5535d7df322e45de213648f078d9","origin":"shop/cart"}
  ]
}
`,
      'dev/dev-1/_cluster/namespace.shop.k8s.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n',
      [cart]: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cart\n  namespace: shop\ndata:\n  a: "1"\n',
    });
  });

  test('has one file for each chart where that is the layout, its namespaces first', () => {
    const objects = [configMap('b'), configMap('a'), namespace('shop'), { ...namespace('x'), chart: 'shop' }];
    write({ 'dev/dev-1': objects }, { layout: 'file-per-chart' });

    expect(Object.keys(tree())).toEqual([
      '.inventory/dev/dev-1.json',
      'dev/dev-1/base.k8s.yaml',
      'dev/dev-1/shop.k8s.yaml',
    ]);
    expect(tree()['dev/dev-1/shop.k8s.yaml']).toBe(`apiVersion: v1
kind: Namespace
metadata:
  name: x
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  namespace: shop
data: {}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: b
  namespace: shop
data: {}
`);
  });

  test('can be applied from top to bottom as one file: webhooks come after the workloads that serve them', () => {
    const kinds = ['MutatingWebhookConfiguration', 'Service', 'LimitRange', 'Deployment', 'CustomResourceDefinition'];
    const objects = kinds.map((kind) => ({ ...configMap('a'), manifest: { ...configMap('a').manifest, kind } }));
    write({ 'dev/dev-1': objects }, { layout: 'file-per-chart' });
    expect(tree()['dev/dev-1/shop.k8s.yaml']?.match(/(?<=^kind: ).*/gm)).toEqual([
      'CustomResourceDefinition',
      'LimitRange',
      'Deployment',
      'Service',
      'MutatingWebhookConfiguration',
    ]);
  });

  test.each(['file-per-object', 'file-per-chart'] as const)(
    'has the same bytes in whatever order objects and clusters come, over an old tree or none (%s)',
    (layout) => {
      const [one, other] = [
        [namespace('shop'), configMap('a'), configMap('b')],
        [configMap('c'), configMap('a')],
      ];
      write({ 'dev/dev-1': one, 'prod/prod-1': other }, { layout });
      const first = tree();
      write({ 'prod/prod-1': [configMap('stale'), ...one], 'dev/dev-1': [] }, { layout });
      expect(tree()).not.toEqual(first);
      write({ 'prod/prod-1': [...other].reverse(), 'dev/dev-1': [...one].reverse() }, { layout });

      expect(tree()).toEqual(first);
    },
  );

  test('has a file for each of two objects whose groups share a kind and a name', () => {
    const widget = (group: string): TreeObject => ({
      manifest: { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: 'w', namespace: 'shop' } },
      chart: 'shop',
    });
    const changes = write({ 'dev/dev-1': [widget('example.com'), widget('other.com')] });

    expect(changes.written).toBe(2);
    expect(Object.keys(tree()).filter((file) => file.includes('widget'))).toEqual([
      'dev/dev-1/shop/widget.example.com.w.k8s.yaml',
      'dev/dev-1/shop/widget.other.com.w.k8s.yaml',
    ]);
  });

  test('loses the files of one layout when it gets the other', () => {
    write({ 'dev/dev-1': [configMap('a')] }, { layout: 'file-per-object' });
    write({ 'dev/dev-1': [configMap('a')] }, { layout: 'file-per-chart' });

    expect(Object.keys(tree())).toEqual(['.inventory/dev/dev-1.json', 'dev/dev-1/shop.k8s.yaml']);
  });
});

describe('what is on disk', () => {
  test('is not written again where it stays the same', () => {
    write({ 'dev/dev-1': [configMap('cart'), configMap('mail')] });
    for (const file of Object.keys(tree())) utimesSync(join(outdir, file), 1, 1);

    expect(write({ 'dev/dev-1': [configMap('cart'), configMap('mail', { a: '1' })] })).toEqual({
      written: 1,
      unchanged: 1,
      removed: 0,
    });
    expect(statSync(join(outdir, cart)).mtimeMs).toBe(1000);
    expect(statSync(join(outdir, 'dev/dev-1/shop/configmap.mail.k8s.yaml')).mtimeMs).not.toBe(1000);
  });

  test('is overwritten where someone has edited it, and written again where someone has removed it', () => {
    write({ 'dev/dev-1': [configMap('cart'), configMap('mail')] });
    const good = tree();
    put(cart, 'edited: true\n');
    rmSync(join(outdir, 'dev/dev-1/shop/configmap.mail.k8s.yaml'));

    expect(write({ 'dev/dev-1': [configMap('cart'), configMap('mail')] }).written).toBe(2);
    expect(tree()).toEqual(good);
  });

  test('is cut to its new length where a file becomes shorter', () => {
    write({ 'dev/dev-1': [configMap('cart', { text: 'long '.repeat(100) })] });
    write({ 'dev/dev-1': [configMap('cart')] });

    expect(tree()[cart]).toMatch(/data: {}\n$/);
  });

  test('is removed where its object is gone, with the folders that this leaves empty', () => {
    write({ 'dev/dev-1': [configMap('cart'), namespace('shop')] });
    const changes = write({ 'dev/dev-1': [namespace('shop')] });

    expect(changes).toEqual({ written: 0, unchanged: 1, removed: 1 });
    expect(folders()).toEqual(['.inventory', '.inventory/dev', 'dev', 'dev/dev-1', 'dev/dev-1/_cluster']);
  });

  test('is left alone where no synth has written it', () => {
    put('dev/dev-1/shop/README.md', 'mine');
    put('dev/dev-1/shop/configmap.mine.k8s.yaml', 'mine: true\n');
    put('README.md', 'mine');
    const mine = tree();
    write({ 'dev/dev-1': [configMap('cart')] });
    write({ 'dev/dev-1': [] });

    expect(tree()).toMatchObject(mine);
    expect(Object.keys(tree())).toHaveLength(4);
  });

  test('is left alone in clusters that are not written', () => {
    write({ 'dev/dev-1': [configMap('a')], 'prod/prod-1': [configMap('a')] });
    const before = tree();
    write({ 'dev/dev-1': [configMap('a', { b: 'c' })] });

    const { '.inventory/dev/dev-1.json': _, 'dev/dev-1/shop/configmap.a.k8s.yaml': changed, ...others } = tree();
    expect(changed).toContain('b: c');
    expect(before).toMatchObject(others);
    expect(Object.keys(others)).toEqual(['.inventory/prod/prod-1.json', 'prod/prod-1/shop/configmap.a.k8s.yaml']);
  });

  test('is removed for a cluster that is no longer in the fleet', () => {
    write({ 'dev/dev-1': [configMap('a')], 'prod/prod-1': [configMap('a'), configMap('b')] });
    const changes = write({ 'dev/dev-1': [configMap('a')] }, { wholeFleet: true });

    expect(changes).toEqual({ written: 0, unchanged: 1, removed: 2 });
    expect(folders()).toEqual(['.inventory', '.inventory/dev', 'dev', 'dev/dev-1', 'dev/dev-1/shop']);
  });

  test('is not written through a link that has taken the place of a file', () => {
    const outside = join(mkdtempSync(join(tmpdir(), 'outside-')), 'file');
    writeFileSync(outside, 'mine');
    write({ 'dev/dev-1': [configMap('cart')] });
    rmSync(join(outdir, cart));
    symlinkSync(outside, join(outdir, cart));
    write({ 'dev/dev-1': [configMap('cart', { a: '1' })] });

    expect(readFileSync(outside, 'utf8')).toBe('mine');
    expect(tree()[cart]).toContain('a: "1"');
    rmSync(dirname(outside), { recursive: true });
  });
});

describe('a synth that fails', () => {
  const old: Clusters = { 'dev/dev-1': [configMap('cart'), configMap('gone')], 'prod/prod-1': [configMap('cart')] };
  const next: Clusters = {
    'dev/dev-1': [configMap('cart', { a: '1' }), configMap('new')],
    'prod/prod-1': [configMap('cart', { a: '2' })],
  };

  test('leaves the last good tree when it is discarded', () => {
    write(old);
    const good = tree();
    stage(next).discard();

    expect(tree()).toEqual(good);
  });

  test('leaves the last good tree when the program begins anew before it publishes', () => {
    write(old);
    const good = tree();
    const given = stage(next);
    new TreeWriter(outdir).discard();

    expect(tree()).toEqual(good);
    expect(() => given.publish()).toThrow('this writer was published or discarded, or another one has begun');
  });

  test('leaves nothing to commit by mistake meanwhile', () => {
    stage(next);

    expect(Object.keys(tree()).map((file) => file.replace(/files\/.*/, 'files'))).toEqual([
      '.staging/.gitignore',
      ...Array.from({ length: 5 }, () => '.staging/files'),
      '.staging/lock.1',
    ]);
    expect(tree()['.staging/.gitignore']).toBe('*\n');
  });

  test('names both constructs where two objects have one identity, whatever their API version', () => {
    const budget = (version: string, origin: string): TreeObject => ({
      manifest: {
        apiVersion: `policy/${version}`,
        kind: 'PodDisruptionBudget',
        metadata: { name: 'a', namespace: 'b' },
      },
      origin,
      chart: 'shop',
    });

    expect(() => stage({ 'dev/dev-1': [budget('v1', 'dev-1/shop/one'), budget('v1beta1', 'dev-1/shop/two')] })).toThrow(
      `PodDisruptionBudget b/a is declared twice in dev-1
  fix:  rename or remove one of them
  from: dev-1/shop/one
  from: dev-1/shop/two`,
    );
  });

  test('says all that is wrong in a cluster at once', () => {
    put(cart, 'mine: true\n');
    const broken = configMap('broken');
    const nan = { ...broken, manifest: { ...broken.manifest, data: { cpu: NaN } } };
    const nameless = { ...broken, manifest: { ...broken.manifest, metadata: {} } };

    expect(() => stage({ 'dev/dev-1': [configMap('a'), configMap('a'), nan, nameless, configMap('cart')] })).toThrow(
      new Error(`ConfigMap shop/a is declared twice in dev-1
  fix:  rename or remove one of them
  from: shop/a
  from: shop/a
ConfigMap shop/broken: cannot write data.cpu: NaN is no JSON number
  from: shop/broken
ConfigMap : metadata.name: Required value
  from: shop/broken
dev/dev-1/shop/configmap.cart.k8s.yaml is in the way: no synth has written it
  fix:  move or remove it`),
    );
    expect(tree()[cart]).toBe('mine: true\n');
  });

  test('does not publish a cluster that is not complete', () => {
    const writer = new TreeWriter(outdir);
    writer.cluster('dev', 'dev-1').add(configMap('a'));

    expect(() => writer.publish()).toThrow('the cluster dev/dev-1 is not complete: close it, or discard the tree');
  });

  test('does not write a cluster twice', () => {
    const writer = stage({ 'dev/dev-1': [] });

    expect(() => writer.cluster('dev', 'dev-1')).toThrow('the cluster dev/dev-1 is written twice');
  });
});

test('the inventory says what the cluster serves', () => {
  const writer = new TreeWriter(outdir);
  const facts = { kubernetesVersion: '1.33', gatewayApi: { version: '1.6', channel: 'standard' } } as const;
  const cluster = writer.cluster('dev', 'dev-1', facts);
  cluster.add(configMap('a'));
  cluster.close();
  writer.publish();
  const text = tree()['.inventory/dev/dev-1.json'] ?? '';
  expect(text).toContain('  "kubernetesVersion": "1.33",\n  "gatewayApi": {"version":"1.6","channel":"standard"},\n');
  expect(parseInventory(text, 'dev-1.json', 'dev/dev-1').facts).toEqual(facts);
});

describe('a lost inventory', () => {
  test('is made again where the files are as they would be written', () => {
    write({ 'dev/dev-1': [configMap('cart')] });
    const good = tree();
    rmSync(join(outdir, '.inventory'), { recursive: true });
    write({ 'dev/dev-1': [configMap('cart')] });

    expect(tree()).toEqual(good);
  });

  test.each(['', 'null', '{}', '<<<<<<< HEAD\n', '{"environment":"dev","cluster":"dev-1","objects":[{"name":"a"}]}'])(
    'is not guessed where its file has become %j',
    (content) => {
      put('.inventory/dev/dev-1.json', content);

      expect(() => stage({ 'dev/dev-1': [] })).toThrow(
        `.inventory/dev/dev-1.json is no inventory, so nothing is known of the files in dev/dev-1.
  fix:  restore it from Git; or remove both, and synthesize again`,
      );
    },
  );

  test.each(['../secret', 'dev/dev-1/../../../secret', 'prod/prod-1/a.k8s.yaml', '/etc/passwd'])(
    'removes nothing outside of its cluster: %s',
    (file) => {
      const entry = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', file, sha256: '0' };
      put('.inventory/dev/dev-1.json', JSON.stringify({ environment: 'dev', cluster: 'dev-1', objects: [entry] }));

      expect(() => stage({ 'dev/dev-1': [] })).toThrow(`${file} is not in dev/dev-1`);
    },
  );
});

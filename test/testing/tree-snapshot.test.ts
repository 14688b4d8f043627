import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from '../../lib';
import { treeSnapshot } from '../../lib/testing/tree-snapshot';
import { configMap, namespace, treeOf } from './tree-of';

test('is one YAML file an object, with cluster, version and construct path above', () => {
  const files = treeSnapshot([treeOf([configMap('cart', { a: '1' }), namespace])]);
  expect([...files.keys()]).toEqual(['_cluster/namespace.boutique.k8s.yaml', 'boutique/configmap.cart.k8s.yaml']);
  expect(files.get('boutique/configmap.cart.k8s.yaml')).toBe(`# clusters: test
# kubernetes: 1.36
# from: boutique/cart
apiVersion: v1
kind: ConfigMap
metadata:
  name: cart
  namespace: boutique
data:
  a: "1"
`);
});

test('what clusters share is one file; each other form is named after its first cluster', () => {
  const files = treeSnapshot([
    treeOf([configMap('cart', { a: '1' })], 'one'),
    treeOf([configMap('cart', { a: '2' })], 'two'),
    treeOf([configMap('cart', { a: '2' })], 'three'),
    treeOf([configMap('cart', { a: '1' })], 'four'),
  ]);
  expect([...files].map(([file, text]) => [file, text.split('\n')[0]])).toEqual([
    ['boutique/configmap.cart.k8s.yaml', '# clusters: one, four'],
    ['boutique/configmap.cart@two.k8s.yaml', '# clusters: two, three'],
  ]);
});

test('what all clusters share says so', () => {
  const files = treeSnapshot([treeOf([namespace], 'one'), treeOf([namespace], 'two')]);
  expect([...files.values()][0]).toMatch(/^# clusters: all 2\n/);
});

test('every file can be read back', () => {
  for (const [file, text] of treeSnapshot([treeOf([namespace, configMap('cart')])])) {
    expect(readManifests(file, text)).toMatchObject({ manifests: [{ file }], findings: [] });
  }
});

describe('under Jest', () => {
  const root = join(__dirname, '../..');
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(__dirname, 'tmp-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs a test file of its own, whose tree has these ConfigMaps in two clusters. */
  function jest(data: string, ...args: readonly string[]) {
    writeFileSync(
      join(folder, 'inner.test.ts'),
      `import '../../../lib/testing';
       import { configMap, treeOf } from '../tree-of';
       test('makes config maps', () => {
         expect(['one', 'two'].map((cluster) => treeOf([configMap('cart', ${data})], cluster))).toMatchTreeSnapshot();
       });`,
    );
    const jestBin = join(root, 'node_modules/jest/bin/jest.js');
    const options = ['--rootDir', root, '--testPathIgnorePatterns', 'none', '--reporters', 'default', ...args];
    const command = [jestBin, join(folder, 'inner.test.ts'), ...options];
    const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
    return { passed: status === 0, output: stderr };
  }

  const files = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));

  test('the first run writes, the next compares, -u accepts, --ci writes nothing', () => {
    expect(jest("{ a: '1' }", '--ci').output).toContain('no snapshot in');
    expect(files()).toEqual([]);
    expect(jest("{ a: '1' }", '--ci=false').passed).toBe(true);
    expect(files()).toEqual(['__snapshots__/inner/makes-config-maps/boutique/configmap.cart.k8s.yaml']);
    expect(jest("{ a: '1' }", '--ci').passed).toBe(true);

    const changed = jest("{ a: '2' }", '--ci=false');
    expect(changed.passed).toBe(false);
    expect(changed.output).toContain('changed: boutique/configmap.cart.k8s.yaml');
    expect(changed.output.match(/-   a: "1"/g)).toHaveLength(1);
    expect(changed.output.match(/\+   a: "2"/g)).toHaveLength(1);

    expect(jest("{ a: '2' }", '--ci=false', '-u').passed).toBe(true);
    expect(readFileSync(join(folder, files()[0] ?? ''), 'utf8')).toContain('a: "2"');
  }, 120_000);
});

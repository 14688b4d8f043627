import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TreeWriter } from '../../../lib/synth/writer/tree-writer';
import { committedTrees } from './committed-trees';
import { nearestVersion } from './nearest-version';
import { snapshotTrees } from './snapshot-trees';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'trees-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function put(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

describe('committed trees', () => {
  test('are what the writer wrote: version, channel, objects and where each comes from', () => {
    const writer = new TreeWriter(join(root, 'dist', 'shop'));
    const served = { kubernetesVersion: '1.31', gatewayApi: { version: '1.6', channel: 'experimental' } } as const;
    const cluster = writer.cluster('prod', 'prod-1', served);
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } };
    cluster.add({ manifest, origin: 'shop/cart', chart: 'shop' });
    cluster.close();
    writer.publish();

    const file = join('dist', 'shop', 'prod', 'prod-1', 'shop', 'configmap.a.k8s.yaml');
    expect(committedTrees(root, 'dist')).toEqual([
      {
        name: join('dist', 'shop', 'prod', 'prod-1'),
        kubernetesVersion: '1.31',
        gatewayApi: 'experimental',
        facts: expect.objectContaining(served) as object,
        objects: [{ manifest, file, origin: 'shop/cart', text: expect.stringContaining('name: a') as string }],
      },
    ]);
  });

  test('include files that no inventory lists', () => {
    put('dist/prod/prod-1/shop/configmap.stray.k8s.yaml', configMap('stray'));
    expect(committedTrees(root, 'dist')).toMatchObject([
      { name: 'dist, in no inventory', objects: [{ manifest: { metadata: { name: 'stray' } } }] },
    ]);
  });

  test('are none where nothing was synthesized', () => {
    expect(committedTrees(root, 'dist')).toEqual([]);
  });

  test('with a broken file are an error that names it', () => {
    put('dist/a.k8s.yaml', 'kind: [');
    expect(() => committedTrees(root, 'dist')).toThrow('a.k8s.yaml: ');
    put('dist/a.k8s.yaml', 'kind: ConfigMap');
    expect(() => committedTrees(root, 'dist')).toThrow('a.k8s.yaml: a document has no apiVersion, kind and metadata');
  });
});

describe('snapshot trees', () => {
  const folder = join('test', '__snapshots__', 'web-service', 'makes-objects');
  const names = (atHand: readonly string[]) =>
    snapshotTrees(root, 'test', atHand).map(({ kubernetesVersion, gatewayApi, objects }) => [
      kubernetesVersion,
      gatewayApi,
      objects.map(({ text }) => /replicas: .*/.exec(text)?.[0]).join(),
    ]);
  const form = (header: string, replicas: number) => `${header}${configMap('a')}data:\n  replicas: "${replicas}"\n`;

  test('say above each object what clusters have it and where it comes from', () => {
    const header = '# clusters: all 2\n# kubernetes: 1.30\n# gateway-api: experimental\n# from: blueprint/cart\n';
    put(join(folder, 'shop', 'configmap.a.k8s.yaml'), `${header}${configMap('a')}`);
    put('test/checks/pass.yaml', configMap('no-snapshot'));
    expect(snapshotTrees(root, 'test', ['1.28'])).toMatchObject([
      {
        name: folder,
        kubernetesVersion: '1.28',
        gatewayApi: 'experimental',
        objects: [{ manifest: { metadata: { name: 'a' } }, origin: 'blueprint/cart' }],
      },
    ]);
  });

  test('are one for each version that judges them, and one for each form of an object', () => {
    put(join(folder, 'a.yaml'), form('# kubernetes: 1.28, 1.29, 1.30\n', 1));
    put(join(folder, 'a@prod-1-30.yaml'), form('# kubernetes: 1.30, 1.31\n', 2));
    expect(names(['1.28', '1.30'])).toEqual([
      ['1.28', 'standard', 'replicas: "1"'],
      ['1.30', 'standard', 'replicas: "1"'],
      ['1.30', 'standard', 'replicas: "2"'],
    ]);
  });

  test('are one for each channel of the Gateway API', () => {
    put(join(folder, 'a.yaml'), form('# kubernetes: 1.30\n# gateway-api: standard, experimental\n', 1));
    expect(names(['1.30'])).toEqual([
      ['1.30', 'standard', 'replicas: "1"'],
      ['1.30', 'experimental', 'replicas: "1"'],
    ]);
  });
});

describe('the version that judges', () => {
  const atHand = ['1.28', '1.36', '1.9', '1.30'];

  test.each([
    ['1.28', '1.28'],
    ['1.29', '1.28'],
    ['1.35', '1.30'],
    ['1.40', '1.36'],
    ['1.10', '1.9'],
    ['1.8', undefined],
    [undefined, '1.36'],
  ])('of a cluster with %s is %s', (wanted, nearest) => {
    expect(nearestVersion(atHand, wanted)).toBe(nearest);
  });
});

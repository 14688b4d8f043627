import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Fleet, TreeWriter } from '../../lib';
import { inventoryFolder } from '../../lib/synth/writer/inventory';
import { sha256 } from '../../lib/synth/writer/sha256';
import { exampleCluster } from '../example-fleet';

let root: string;
let outdir: string;
let victim: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hostile-'));
  [outdir, victim] = [join(root, 'dist'), join(root, 'victim')];
  mkdirSync(outdir);
  put('../victim/mine.k8s.yaml', 'mine\n');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(file: string, content: string): void {
  mkdirSync(dirname(join(outdir, file)), { recursive: true });
  writeFileSync(join(outdir, file), content);
}

function synth(names: readonly string[] = ['cart'], namespace = 'shop'): void {
  const writer = new TreeWriter(outdir);
  try {
    const cluster = writer.cluster('prod', 'prod-1');
    for (const name of names) {
      const metadata = { name, namespace };
      cluster.add({ manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata }, chart: 'shop' });
    }
    cluster.close();
    writer.publish({ wholeFleet: true });
  } finally {
    writer.discard();
  }
}

function expectVictimUnharmed(): void {
  expect(readdirSync(victim, { recursive: true })).toEqual(['mine.k8s.yaml']);
  expect(readFileSync(join(victim, 'mine.k8s.yaml'), 'utf8')).toBe('mine\n');
}

const cart = 'prod/prod-1/shop/configmap.cart.k8s.yaml';

describe('links', () => {
  test.each(['prod', 'prod/prod-1', 'prod/prod-1/shop', '.inventory', '.inventory/prod', '.staging'])(
    'nothing is written through a folder that is one: %s',
    (folder) => {
      mkdirSync(dirname(join(outdir, folder)), { recursive: true });
      symlinkSync(victim, join(outdir, folder));

      expect(() => synth()).toThrow(/is a link: .*\n {2}fix: {2}move or remove it/);
      expectVictimUnharmed();
      rmSync(join(outdir, folder));
      synth();
      expect(existsSync(join(outdir, cart))).toBe(true);
    },
  );

  test.each(['prod', 'prod/prod-1', 'prod/prod-1/shop', '.inventory', '.inventory/prod'])(
    'nothing is removed through a folder that has become one: %s',
    (folder) => {
      synth(['cart', 'gone']);
      const moved = join(root, 'moved');
      renameSync(join(outdir, folder), moved);
      symlinkSync(moved, join(outdir, folder));
      const before = readdirSync(moved, { recursive: true });

      expect(() => synth()).toThrow(/is a link: .*\n {2}fix: {2}move or remove it/);
      expect(readdirSync(moved, { recursive: true })).toEqual(before);
    },
  );

  test('the folder of an app is not one', () => {
    symlinkSync(victim, join(outdir, 'shop'));
    const fleet = new Fleet({ clusters: [exampleCluster()], name: 'shop', outdir }).deploy(() => undefined);

    expect(() => fleet.synth({ environments: [], clusters: [] })).toThrow('it is a link');
    expectVictimUnharmed();
  });

  test('a file that is hard-linked from elsewhere is replaced, not overwritten', () => {
    synth();
    const content = readFileSync(join(outdir, cart), 'utf8');
    linkSync(join(outdir, cart), join(root, 'linked'));
    writeFileSync(join(root, 'linked'), 'changed\n');
    synth();

    expect(readFileSync(join(root, 'linked'), 'utf8')).toBe('changed\n');
    expect(readFileSync(join(outdir, cart), 'utf8')).toBe(content);
  });
});

describe('an inventory that somebody else has written', () => {
  function putInventory(file: string, hash: string, place = 'old/old-1'): void {
    const [environment, cluster] = place.split('/');
    const entry = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', file, sha256: hash };
    put(`${inventoryFolder}/${place}.json`, JSON.stringify({ environment, cluster, objects: [entry] }));
  }

  test.each([
    '../victim/mine.k8s.yaml',
    'old/old-1/../../../victim/mine.k8s.yaml',
    'old/old-1/..\\..\\..\\victim\\mine.k8s.yaml',
    '/etc/passwd',
    'C:\\victim\\mine.k8s.yaml',
    'old/old-1/.git/config',
    'old/old-1/README.md',
  ])('removes nothing that no synth would write: %j', (file) => {
    put('old/old-1/README.md', 'mine\n');
    putInventory(file, sha256('mine\n'));

    expect(() => synth()).toThrow('is not in old/old-1, so it is left alone');
    expectVictimUnharmed();
    expect(existsSync(join(outdir, 'old/old-1/README.md'))).toBe(true);
  });

  test('removes no file whose content it does not know', () => {
    put('old/old-1/a/configmap.a.k8s.yaml', 'mine\n');
    putInventory('old/old-1/a/configmap.a.k8s.yaml', sha256('another\n'));

    expect(() => synth()).toThrow('was changed since a synth wrote it, and its object is gone');
    expect(existsSync(join(outdir, 'old/old-1/a/configmap.a.k8s.yaml'))).toBe(true);
    expect(existsSync(join(outdir, cart))).toBe(false);
  });

  test('removes what it knows, however Git ends its lines', () => {
    put('old/old-1/a/configmap.a.k8s.yaml', 'mine: 1\r\n');
    putInventory('old/old-1/a/configmap.a.k8s.yaml', sha256('mine: 1\n'));
    synth();

    expect(existsSync(join(outdir, 'old'))).toBe(false);
  });

  test('is not taken for that of another cluster', () => {
    putInventory('prod/prod-1/a/configmap.a.k8s.yaml', sha256('mine\n'), 'prod/prod-1');
    put(
      '.inventory/prod/prod-1.json',
      readFileSync(join(outdir, '.inventory/prod/prod-1.json'), 'utf8').replace('"prod-1"', '"prod-2"'),
    );

    expect(() => synth()).toThrow('is no inventory');
  });
});

describe('a journal that somebody else has written', () => {
  test.each(['', 'garbage', '\0'.repeat(100), '{"removals":[{"file":"../victim/mine.k8s.yaml"}]}'])(
    'changes nothing, and the error says what to do: %j',
    (content) => {
      put('.staging/journal', content);
      put('.staging/files/prod/evil.k8s.yaml', 'evil\n');

      expect(() => synth()).toThrow(/restore \S+ from Git, remove \S+\.staging, and synthesize again/);
      expectVictimUnharmed();
      expect(existsSync(join(outdir, 'prod'))).toBe(false);
      rmSync(join(outdir, '.staging'), { recursive: true });
      synth();
      expect(existsSync(join(outdir, cart))).toBe(true);
    },
  );

  test('staged files without a journal are forgotten', () => {
    put('.staging/files/prod/evil.k8s.yaml', 'evil\n');
    synth();

    expect(existsSync(join(outdir, 'prod/evil.k8s.yaml'))).toBe(false);
    expect(existsSync(join(outdir, '.staging'))).toBe(false);
  });
});

describe('a lock', () => {
  const endedPid = 2 ** 30;

  test.each([
    ['that still runs', () => ({ pid: process.ppid, host: hostname() }), false],
    ['of another machine', () => ({ pid: endedPid, host: 'another' }), false],
    ['that has ended', () => ({ pid: endedPid, host: hostname() }), true],
    ['whose number another program has by now', () => ({ pid: process.ppid, host: hostname(), start: '1' }), true],
  ])('of a program %s', (_, holder, isTaken) => {
    put('.staging/lock.7', JSON.stringify(holder()));
    if (isTaken) {
      synth();
      expect(existsSync(join(outdir, '.staging'))).toBe(false);
    } else {
      expect(() => synth()).toThrow(
        /another synth \(process \d+ on \S+\) is writing .*\n {2}fix: {2}wait until it has/,
      );
      expect(readdirSync(outdir)).toEqual(['.staging']);
    }
  });

  test.each(['', 'garbage', '{}', '{"pid":0,"host":"a"}', '{"pid":"1"}'])('of nobody knows whom: %j', (content) => {
    put('.staging/lock.1', content);

    expect(() => synth()).toThrow('another synth (unknown) is writing to this output folder');
  });
});

test('a namespace whose name no file system can hold is written all the same', () => {
  synth(['cart'], 'n'.repeat(300));
  synth(['cart'], 'n'.repeat(300));

  expect(readdirSync(join(outdir, 'prod/prod-1'))[0]?.length).toBeLessThan(255);
});

import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { storeFacts } from '../../lib/schema/pull/store-facts';
import { assertNoLink, readSnapshot, writeSnapshot } from '../../lib/testing/snapshot-folder';
import { cli } from '../cli/run-in-memory';

let root: string;
let victim: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'links-'));
  victim = join(root, 'victim');
  mkdirSync(victim);
  writeFileSync(join(victim, 'mine.yaml'), 'mine\n');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function expectVictimUnharmed(): void {
  expect(readdirSync(victim)).toEqual(['mine.yaml']);
  expect(readFileSync(join(victim, 'mine.yaml'), 'utf8')).toBe('mine\n');
}

describe('schemas pull', () => {
  const facts = { format: 1, name: 'prod', kubernetes: '1.33', kinds: {}, definitions: {} } as const;

  test.each(['prod.json.gz', 'prod.json.gz.unfinished'])('writes no file through a link: %s', (name) => {
    const folder = join(root, 'schemas');
    mkdirSync(folder);
    symlinkSync(join(victim, 'mine.yaml'), join(folder, name));
    storeFacts(join(folder, 'prod.json.gz'), facts);

    expectVictimUnharmed();
    expect(readdirSync(folder)).toEqual(['prod.json.gz']);
    expect(lstatSync(join(folder, 'prod.json.gz')).isFile()).toBe(true);
  });

  test.each(['schemas', 'a'])('refuses a folder of the repository that is a link: %s', async (link) => {
    const config = stringify({
      'current-context': 'prod',
      contexts: [{ name: 'prod', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
      users: [{ name: 'u', user: {} }],
    });
    writeFileSync(join(root, 'config'), config);
    symlinkSync(victim, join(root, link));
    const before = process.cwd();
    process.chdir(root);
    try {
      const output = link === 'a' ? 'a/schemas' : 'schemas';
      const { code, errors } = await cli(['schemas', 'pull', '--kubeconfig', 'config', '--output', output]);
      expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining(`${link} is a link`) as string });
    } finally {
      process.chdir(before);
    }
    expectVictimUnharmed();
  });
});

describe('a snapshot of a tree', () => {
  const folder = () => join(root, '__snapshots__/cart/a-test');

  test.each(['__snapshots__', '__snapshots__/cart', '__snapshots__/cart/a-test'])(
    'is neither read nor written where its folder is a link: %s',
    (link) => {
      mkdirSync(join(root, link, '..'), { recursive: true });
      symlinkSync(victim, join(root, link));
      expect(() => assertNoLink(root, folder())).toThrow(/is a link, or no folder.*\n {2}fix: {2}remove it/);
    },
  );

  test('has no links in it', () => {
    mkdirSync(folder(), { recursive: true });
    symlinkSync(join(victim, 'mine.yaml'), join(folder(), 'a.yaml'));
    expect(() => readSnapshot(folder())).toThrow('is a link');
  });

  test('is replaced without what links in it lead to', () => {
    mkdirSync(folder(), { recursive: true });
    symlinkSync(victim, join(folder(), 'shop'));
    writeSnapshot(folder(), new Map([['shop/a.yaml', 'a\n']]));
    expectVictimUnharmed();
    expect(existsSync(join(folder(), 'shop/a.yaml'))).toBe(true);
  });
});

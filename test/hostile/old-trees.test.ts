import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, folderOf } from '../cli/run-in-memory';

const configMap = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\n`;

/** A repository with one commit. */
function repositoryOf(files: Readonly<Record<string, string>>, more: (folder: string) => void = () => undefined) {
  const folder = folderOf(files);
  git(folder, 'init', '--quiet');
  more(folder);
  git(folder, 'add', '--all');
  commit(folder);
  return folder;
}

function commit(folder: string): void {
  git(folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'x');
}

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder, stdio: 'pipe', encoding: 'utf8' });
}

const planned = (folder: string, ...options: string[]) => cli(['plan', folder, '--output', 'json', ...options]);

describe('a commit', () => {
  test.each([
    'a\tb.yaml',
    'a\nb.yaml',
    'a"b.yaml',
    'ü.yaml',
    '-a.yaml',
    ':a.yaml',
    'a*.yaml',
    '[a].yaml',
    'a b.yaml',
    '100644 blob x.yaml',
  ])('has files whose name is odd: %j', async (name) => {
    const folder = repositoryOf({ [name]: configMap('a'), 'b.yaml': configMap('b') });
    expect(await planned(folder)).toMatchObject({ code: 0 });
    rmSync(join(folder, name));
    expect(JSON.parse((await planned(folder)).out)).toMatchObject({
      objects: [{ object: { kind: 'ConfigMap', name: 'a' }, verdict: 'deleted' }],
    });
  });

  test.each([':(glob)*', ':x', '*', '[d]', '-d', 'd\te', 'd"e', ':!b'])(
    'has a folder whose name is odd: %j',
    async (name) => {
      const folder = repositoryOf({ [`${name}/a.yaml`]: configMap('a'), 'd/b.yaml': configMap('b') });
      writeFileSync(join(folder, name, 'c.yaml'), configMap('c'));
      expect(JSON.parse((await planned(join(folder, name))).out)).toMatchObject({
        objects: [{ object: { name: 'c' }, verdict: 'created' }],
      });
    },
  );

  test.each(['-x', '--output=/tmp/x', '--all', 'HEAD --', '@{upstream}', ':/x', '^HEAD', 'HEAD..HEAD', '', 'HEAD\0x'])(
    'is no option of Git and no range: %j',
    async (revision) => {
      const { code, errors } = await planned(repositoryOf({ 'a.yaml': configMap('a') }), `--base=${revision}`);
      expect(code).toBe(2);
      expect(errors).toContain('fix:');
    },
  );

  const unread: Readonly<Record<string, readonly [(folder: string) => void, RegExp]>> = {
    'a link to a file': [(folder) => symlinkSync('a.yaml', join(folder, 'b.yaml')), /b\.yaml: .*link.*not followed/],
    'a link to a folder': [(folder) => symlinkSync('sub', join(folder, 'linked')), /linked: .*link.*not followed/],
    'a link out of the repository': [(folder) => symlinkSync('/etc', join(folder, 'etc')), /etc: .*link.*not followed/],
    'a link to the folder above': [
      (folder) => symlinkSync('..', join(folder, 'sub/up')),
      /sub\/up: .*link.*not followed/,
    ],
    'a submodule': [
      (folder) => {
        const inner = repositoryOf({ 'c.yaml': configMap('c') });
        const head = git(inner, 'rev-parse', 'HEAD').trim();
        git(folder, 'update-index', '--add', '--cacheinfo', `160000,${head},module`);
        mkdirSync(join(folder, 'module'));
      },
      /module: .*submodule.*not read/,
    ],
    'a name that is no UTF-8': [
      (folder) =>
        writeFileSync(Buffer.concat([Buffer.from(`${folder}/x`), Buffer.from([0xff]), Buffer.from('.yaml')]), ''),
      /x%C3%BF\.yaml: .*not UTF-8/,
    ],
  };

  test.each(Object.entries(unread))('is not read past what it does not show: %s', async (_what, [make, message]) => {
    const folder = repositoryOf({ 'a.yaml': configMap('a'), 'sub/b.yaml': configMap('b') }, make);
    const { code, errors } = await planned(folderOf({ 'a.yaml': configMap('a') }), `--base=${folder}`);
    expect({ code, errors }).not.toEqual({ code: 0, errors: '' });
    const old = await planned(folder, '--base=HEAD');
    expect(old).toMatchObject({ code: 2, errors: expect.stringMatching(message) as string });
  });

  test('has links to what is no manifest, which say nothing', async () => {
    const folder = repositoryOf({ 'a.yaml': configMap('a'), README: 'x' }, (path) => {
      symlinkSync('README', join(path, 'NOTES'));
      symlinkSync('nowhere', join(path, 'gone'));
    });
    expect(await planned(folder)).toMatchObject({ code: 0, errors: '' });
  });

  test('has files that are too large: they are not read, and the error says so', async () => {
    const folder = repositoryOf({ 'a.yaml': ' '.repeat(65 * 1024 * 1024), 'b.yaml': configMap('b') });
    writeFileSync(join(folder, 'a.yaml'), configMap('a'));
    const before = process.memoryUsage().rss;
    expect(await planned(folder)).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/a\.yaml: Too long/) as string,
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(500e6);
  });

  test('has many files of spaces, which Git packs well: together they are too large', async () => {
    const spaces = ' '.repeat(60 * 1024 * 1024);
    const names = Array.from({ length: 9 }, (_, index) => `a${index}.yaml`);
    const folder = repositoryOf(Object.fromEntries(names.map((name) => [name, spaces])));
    for (const name of names) writeFileSync(join(folder, name), configMap('a'));
    const before = process.memoryUsage().rss;
    expect(await planned(folder)).toMatchObject({ code: 2, errors: expect.stringMatching(/has more than/) as string });
    expect(process.memoryUsage().rss - before).toBeLessThan(500e6);
  }, 60_000);
});

describe('acknowledged-deletions.txt', () => {
  async function inFolder<T>(folder: string, act: () => Promise<T>): Promise<T> {
    const before = process.cwd();
    process.chdir(folder);
    try {
      return await act();
    } finally {
      process.chdir(before);
    }
  }

  test.each<readonly [string, (file: string) => void]>([
    ['a link to a file that nobody else may read', (file) => symlinkSync('secret', file)],
    ['a link to what never ends', (file) => symlinkSync('/dev/zero', file)],
    ['a pipe', (file) => void execFileSync('mkfifo', [file])],
    ['a folder', (file) => mkdirSync(file)],
    ['very long', (file) => writeFileSync(file, 'x'.repeat(2_000_000))],
  ])('that is %s is not read', async (_what, make) => {
    const folder = folderOf({ 'tree/a.yaml': configMap('a'), secret: 'correct-horse-battery!' });
    make(join(folder, 'acknowledged-deletions.txt'));
    const { code, out, errors } = await inFolder(folder, () => cli(['plan', 'tree', '--base', 'tree']));
    expect({ code, errors }).toEqual({
      code: 2,
      errors: expect.stringContaining('must be a file, and no link') as string,
    });
    expect(out + errors).not.toContain('correct-horse');
  });
});

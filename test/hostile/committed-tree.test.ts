import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../cli/run-in-memory';

const fresh = join(__dirname, '../../dist/quickstart');
let tree: string;
let file: string;

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'committed-'));
  cpSync(fresh, tree, { recursive: true });
  const files = readdirSync(tree, { recursive: true, encoding: 'utf8' });
  file = files.find((name) => name.endsWith('.k8s.yaml')) ?? '';
});

afterEach(() => rmSync(tree, { recursive: true, force: true }));

const verified = () => cli(['verify', tree, '--app', `cp -r ${fresh}/. $CDK8S_OUTDIR`]);

const inPlace: Readonly<Record<string, (path: string) => void>> = {
  'a link to what the program makes': (path) => symlinkSync(join(fresh, file), path),
  'a link to what never ends': (path) => symlinkSync('/dev/zero', path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a link to nothing': (path) => symlinkSync('nowhere', path),
  'a pipe': (path) => void execFileSync('mkfifo', [path]),
};

describe.each(Object.entries(inPlace))('%s', (_what, make) => {
  test('in the place of a file is no file that the program makes', async () => {
    rmSync(join(tree, file));
    make(join(tree, file));
    const { code, out } = await verified();
    expect(code).toBe(1);
    expect(out).toContain(`unread    ${file}\n  no plain file`);
  });

  test('that the program does not make is foreign', async () => {
    make(join(tree, 'other.yaml'));
    const { code, out } = await verified();
    expect(code).toBe(1);
    expect(out).toContain('foreign   other.yaml\n');
  });

  test('in the place of an inventory is not read', async () => {
    const inventory = readdirSync(tree, { recursive: true, encoding: 'utf8' }).find((name) =>
      /\.inventory\/.*json$/.test(name),
    );
    rmSync(join(tree, inventory ?? ''));
    make(join(tree, inventory ?? ''));
    const { code, out } = await verified();
    expect(code).toBe(1);
    expect(out).toContain(`unread    ${inventory ?? ''}\n`);
  });
});

test('a file where the program makes a folder is foreign, and what is in the folder is missing', async () => {
  const [environment = ''] = file.split('/');
  rmSync(join(tree, environment), { recursive: true });
  symlinkSync(join(fresh, environment), join(tree, environment));
  const { code, out } = await verified();
  expect(code).toBe(1);
  expect(out).toContain(`missing   ${file}\n`);
  expect(out).toContain(`foreign   ${environment}\n`);
});

test('a name that is no UTF-8 is foreign', async () => {
  mkdirSync(join(tree, 'x'));
  writeFileSync(Buffer.concat([Buffer.from(`${tree}/x/`), Buffer.from([0xff, 0x0a]), Buffer.from('.yaml')]), '');
  const { code, out } = await verified();
  expect(code).toBe(1);
  expect(out).toContain('foreign   x/%C3%BF%0A.yaml\n');
});

test('a file of gigabytes is not read', async () => {
  rmSync(join(tree, file));
  execFileSync('truncate', ['--size=20G', join(tree, file)]);
  expect((await verified()).out).toContain(`unread    ${file}\n`);
});

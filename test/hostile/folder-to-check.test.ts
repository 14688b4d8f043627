import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, Environment, TreeWriter } from '../../lib';
import { readFolder } from '../../lib/reader/read-folder';
import { cli } from '../cli/run-in-memory';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  writeFileSync(join(folder, 'good.yaml'), configMap('good'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const configMap = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: a}\n`;

const isRoot = process.getuid?.() === 0;

test.each<readonly [string, () => void, RegExp]>([
  ['a link to /', () => symlinkSync('/', join(folder, 'all')), /leads out of the folder, to "\/"/],
  ['a link to a file elsewhere', () => symlinkSync('/etc/hostname', join(folder, 'x.yaml')), /leads out of the folder/],
  ['a link to the folder above', () => symlinkSync('..', join(folder, 'up')), /leads out of the folder/],
  ['a link to itself', () => symlinkSync('self', join(folder, 'self')), /the link leads back to itself/],
  ['a link to itself, as a file', () => symlinkSync('self.yaml', join(folder, 'self.yaml')), /leads back to itself/],
  ['a link to its own folder', () => symlinkSync('.', join(folder, 'again')), /leads to a folder that is read already/],
  [
    'two links to each other',
    () => {
      symlinkSync('b', join(folder, 'a'));
      symlinkSync('a', join(folder, 'b'));
    },
    /leads back to itself/,
  ],
  ['a pipe', () => spawnSync('mkfifo', [join(folder, 'pipe.yaml')]), /it is a pipe, a socket or a device/],
  [
    'a name that is no UTF-8',
    () => writeFileSync(Buffer.concat([Buffer.from(join(folder, 'a')), Buffer.from([0xff]), Buffer.from('.yaml')]), ''),
    /the name of the file is not UTF-8/,
  ],
])('%s is a finding, and the rest is read', (_, make, message) => {
  make();
  const { manifests, findings } = readFolder(folder);

  expect(manifests.map(({ file }) => file)).toEqual(['good.yaml']);
  expect(findings.map((finding) => finding.message)).toEqual(
    findings.map(() => expect.stringMatching(message) as string),
  );
  expect(findings.length).toBeGreaterThan(0);
});

(isRoot ? test.skip : test).each(['file.yaml', 'folder'])('what may not be read is a finding: %s', (name) => {
  if (name === 'folder') mkdirSync(join(folder, name));
  else writeFileSync(join(folder, name), configMap('a'));
  chmodSync(join(folder, name), 0);

  expect(readFolder(folder)).toMatchObject({
    manifests: [{ file: 'good.yaml' }],
    findings: [{ origin: name, message: 'Forbidden: the operating system refuses to read it (EACCES)' }],
  });
  chmodSync(join(folder, name), 0o700);
});

test('a link within the folder is followed, once', () => {
  mkdirSync(join(folder, 'base'));
  writeFileSync(join(folder, 'base/a.yaml'), configMap('a'));
  symlinkSync('base/a.yaml', join(folder, 'linked.yaml'));

  expect(readFolder(folder)).toMatchObject({
    manifests: [{ file: 'base/a.yaml' }, { file: 'good.yaml' }, { file: 'linked.yaml' }],
    findings: [],
  });
});

test('check goes on, and fails', async () => {
  symlinkSync('/', join(folder, 'all'));

  expect(await cli(['check', folder])).toMatchObject({
    code: 1,
    out: expect.stringContaining('the link leads out of the folder') as string,
  });
});

describe('the folder of a fleet', () => {
  function write(environment: string, name: string): void {
    const writer = new TreeWriter(folder);
    const cluster = writer.cluster(environment, name, {
      ...new Cluster(name, { environment: new Environment(environment), kubernetesVersion: '1.33' }),
    });
    cluster.add({
      manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'a' } },
      chart: 'a',
    });
    cluster.close();
    writer.publish();
  }

  test.each(['prod/prod-1', 'prod'])('is not left through a link: %s', async (linked) => {
    write('prod', 'prod-1');
    rmSync(join(folder, linked), { recursive: true });
    symlinkSync('/', join(folder, linked));

    expect(await cli(['check', folder])).toMatchObject({
      code: 1,
      out: expect.stringMatching(/the link leads out of the folder|refuses to read it/) as string,
    });
  });

  test('names clusters and environments as they are, whatever their folders are called', async () => {
    write('aux', 'con');

    expect(await cli(['check', folder])).toMatchObject({ code: 0 });
    expect(await cli(['reach', folder, '--cluster', 'con'])).toMatchObject({ code: 0 });
  });

  test('has inventories in a folder that is none: the error says what to do', async () => {
    symlinkSync('/', join(folder, '.inventory'));

    expect(await cli(['check', folder])).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/\.inventory is no folder but a link or a file.*\n {2}fix: {2}remove it/) as string,
    });
  });
});

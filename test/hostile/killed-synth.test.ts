import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../lib/reader/read-folder';
import { projectWithPackage } from '../cli/installed-package';

/** Writes 400 objects of one value, and says when it begins. */
const program = `
const { TreeWriter } = require('cdk8s-blueprints');
const value = process.argv[2];
process.stdout.write('ready');
const writer = new TreeWriter('out');
const cluster = writer.cluster('dev', 'dev-1');
for (let index = 0; index < 400; index++) {
  const metadata = { name: 'm' + index, namespace: 'n' + (index % 4) };
  cluster.add({ manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { value } }, chart: 'a' });
}
cluster.close();
writer.publish();
`;

let project: string;
let out: string;

beforeAll(() => {
  project = projectWithPackage({ 'program.js': program });
  out = join(project, 'out');
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

function start(value: string): ChildProcess {
  return spawn(process.execPath, [join(project, 'program.js'), value], { cwd: project });
}

interface Ended {
  readonly code: number | null;
  readonly errors: string;
}

async function ended(child: ChildProcess): Promise<Ended> {
  let errors = '';
  child.stderr?.on('data', (data: Buffer) => (errors += data.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, errors };
}

/** The values in the tree; undefined where readers refuse it. */
function valuesOnDisk(): readonly string[] | undefined {
  if (existsSync(join(out, '.staging/journal'))) {
    expect(() => readFolder(out)).toThrow('a synth was interrupted');
    return undefined;
  }
  const { manifests, findings } = readFolder(out);
  expect(findings).toEqual([]);
  return [...new Set(manifests.map(({ manifest }) => JSON.stringify(manifest.data)))];
}

test('a synth that is killed leaves one whole tree, or one that readers refuse, and the next one completes', async () => {
  expect(await ended(start('0'))).toMatchObject({ code: 0 });
  for (const [round, delay] of [0, 4, 8, 12, 16, 20, 30, 45].entries()) {
    const child = start(String(round + 1));
    const end = ended(child);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill('SIGKILL');
    await end;
    const values = valuesOnDisk();
    if (values !== undefined) expect(values).toHaveLength(1);
  }
  expect(await ended(start('last'))).toEqual({ code: 0, errors: '' });
  expect(valuesOnDisk()).toEqual(['{"value":"last"}']);
}, 120_000);

test('of synths that run at once, those that come second stop with words, and the tree is that of one', async () => {
  for (let round = 0; round < 3; round++) {
    const all = await Promise.all(['a', 'b', 'c'].map((value) => ended(start(value))));

    expect(all.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
    for (const { code, errors } of all) if (code !== 0) expect(errors).toContain('another synth (process');
    expect(valuesOnDisk()).toHaveLength(1);
    expect(existsSync(join(out, '.staging'))).toBe(false);
  }
}, 120_000);

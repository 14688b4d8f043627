import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployment, statefulSet } from '../plan/workloads';
import { cli, folderOf } from './run-in-memory';

const claim = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;

function plan(base: Readonly<Record<string, string>>, next: Readonly<Record<string, string>>, ...options: string[]) {
  return cli(['plan', folderOf(next), '--base', folderOf(base), ...options]);
}

/** A repository whose only commit has these files. */
function repositoryOf(files: Readonly<Record<string, string>>): string {
  const folder = folderOf(files);
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
  git('init', '--quiet');
  git('add', '--all');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'first');
  return folder;
}

describe('the exit code', () => {
  test('is 0 when nothing changes, and when only the writing does', async () => {
    expect(await plan({ 'a.yaml': deployment }, { 'a.yaml': deployment })).toEqual({
      code: 0,
      errors: '',
      out: 'nothing changes\n',
    });
    const rewritten = deployment.replace('cpu: 250m', 'cpu: "0.25"');
    expect(await plan({ 'a.yaml': deployment }, { 'a.yaml': rewritten })).toMatchObject({ code: 0 });
  });

  test('is 1 for a change, 3 for a dangerous one', async () => {
    const next = deployment.replace('web:1', 'web:2');
    expect(await plan({ 'a.yaml': deployment }, { 'a.yaml': next })).toMatchObject({ code: 1 });
    expect(await plan({ 'a.yaml': deployment + '---' + claim }, { 'a.yaml': deployment })).toMatchObject({ code: 3 });
  });

  test('is 2 where something cannot be read, or is no commit', async () => {
    expect(await plan({ 'a.yaml': deployment }, { 'a.yaml': 'a: [' })).toMatchObject({ code: 2 });
    expect(await plan({ 'a.yaml': 'a: [' }, { 'a.yaml': deployment })).toMatchObject({ code: 2 });
    const { code, errors } = await cli(['plan', repositoryOf({ 'a.yaml': deployment }), '--base=--output=evil']);
    expect(code).toBe(2);
    expect(errors).toContain('neither a folder nor a commit');
  });
});

test('text says what rolls, how many pods at a time, and why', async () => {
  const { out } = await plan({ 'a.yaml': deployment }, { 'a.yaml': deployment.replace('web:1', 'web:2') });
  expect(out).toBe(`rolls      Deployment shop/web  3 pods, 1 at a time
           spec.template.spec.containers[server].image: example.com/web:1 -> example.com/web:2
           - container server runs another image
           - rolling update of 3 pods: at most 0 unavailable and 1 more than wanted at a time
           from: a.yaml:2

images
  + example.com/web:2
  - example.com/web:1

1 rolling (3 pods)
`);
});

test('JSON has an entry for each object', async () => {
  const next = deployment.replace('replicas: 3', 'replicas: 4').replace('cpu: 250m', 'cpu: 500m');
  const { out } = await plan({ 'a.yaml': deployment }, { 'a.yaml': next }, '--output', 'json');
  expect(JSON.parse(out)).toMatchObject({
    objects: [
      {
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
        verdict: 'rolls',
        dataAtRisk: false,
        pods: { replaced: 3, atOnce: 1 },
        changes: [
          { path: 'spec.replicas', from: 3, to: 4 },
          { path: 'spec.template.spec.containers[server].resources.requests.cpu', from: '250m', to: '500m' },
        ],
      },
    ],
    summary: { rolls: 1, created: 0, dangerous: 0, pods: 3 },
  });
});

describe('a commit', () => {
  test('is read without a checkout, and is HEAD when left out', async () => {
    const folder = repositoryOf({ 'deploy/a.yaml': deployment, 'deploy/b.yaml': statefulSet });
    writeFileSync(join(folder, 'deploy/a.yaml'), deployment.replace('web:1', 'web:2'));
    expect(await cli(['plan', join(folder, 'deploy')])).toMatchObject({
      code: 1,
      out: expect.stringContaining('rolls      Deployment shop/web') as string,
    });
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: folder }).toString()).toBe(' M deploy/a.yaml\n');
  });

  test('has single files, too', async () => {
    const folder = repositoryOf({ 'deploy/a.yaml': deployment });
    writeFileSync(join(folder, 'deploy/a.yaml'), deployment.replace('web:1', 'web:2'));
    const { out } = await cli(['plan', join(folder, 'deploy/a.yaml'), '--output', 'json']);
    expect(JSON.parse(out)).toMatchObject({ objects: [{ verdict: 'rolls' }] });
  });

  test('is asked for the tree by another name', async () => {
    const folder = repositoryOf({ 'old/a.yaml': deployment, 'old/.inventory/x/y.json': '{}' });
    rmSync(join(folder, 'old'), { recursive: true });
    cpSync(folderOf({ 'a.yaml': deployment }), join(folder, 'new'), { recursive: true });
    expect(await cli(['plan', join(folder, 'new')])).toMatchObject({
      code: 1,
      errors: 'note: HEAD:new is empty, so that everything is new; trees of that commit: --base HEAD:old\n',
    });
  });

  test('that has no such folder is an empty tree', async () => {
    const folder = repositoryOf({ 'README.md': 'text' });
    cpSync(folderOf({ 'a.yaml': deployment }), join(folder, 'deploy'), { recursive: true });
    expect(await cli(['plan', join(folder, 'deploy'), '--base', 'HEAD'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('created    Deployment shop/web') as string,
    });
  });
});

describe('the deletion of a claim', () => {
  const trees = [{ 'a.yaml': deployment, 'b.yaml': claim }, { 'a.yaml': deployment }] as const;

  test('asks for its name', async () => {
    const { out } = await plan(...trees);
    expect(out).toContain('data at risk');
    expect(out).toContain('acknowledge it by name: PersistentVolumeClaim/shop/data');
  });

  test('is a change like others once it is acknowledged', async () => {
    const { code, out } = await plan(...trees, '--acknowledge', 'PersistentVolumeClaim/shop/data');
    expect(code).toBe(1);
    expect(out).toContain('the deletion is acknowledged');
  });

  test('is acknowledged by the suppression that lets the synth pass, until it expires', async () => {
    const tree = (content: string, suppressions: readonly object[] = []) => ({
      'prod/a/shop/statefulset.db.k8s.yaml': content,
      '.inventory/prod/a.json': JSON.stringify({ environment: 'prod', cluster: 'a', suppressions, objects: [] }),
    });
    const object = { kind: 'StatefulSet', namespace: 'shop', name: 'db' };
    const accepted = {
      check: 'no-stranded-data',
      object,
      reason: 'moved to the managed database',
      expires: '2099-01-01',
    };
    const code = async (...suppressions: readonly object[]) =>
      (await plan(tree(statefulSet), tree(deployment, suppressions), '--max-deletions', '100')).code;
    expect(await code()).toBe(3);
    expect(await code(accepted)).toBe(1);
    expect(await code({ ...accepted, expires: '2020-01-01' })).toBe(3);
    expect(await code({ ...accepted, object: { ...object, name: 'other' } })).toBe(3);
    expect(await code({ ...accepted, object: { kind: 'StatefulSet' } })).toBe(3);
  });

  test('is not acknowledged by the name of another object, and what is no name is an error', async () => {
    expect(await plan(...trees, '--acknowledge', 'PersistentVolumeClaim/shop/other')).toMatchObject({ code: 3 });
    expect(await plan(...trees, '--acknowledge', 'data')).toMatchObject({ code: 2 });
  });
});

describe('without a folder', () => {
  const home = process.cwd();
  afterEach(() => process.chdir(home));

  test('the app runs into a temporary folder and is compared with the committed output', async () => {
    const folder = repositoryOf({
      'cdk8s.yaml': 'app: cp new.yaml $CDK8S_OUTDIR/a.yaml\noutput: out\n',
      'out/a.yaml': deployment + '---' + claim,
      'new.yaml': deployment,
    });
    process.chdir(folder);
    expect(await cli(['plan'])).toMatchObject({ code: 3 });
    writeFileSync('acknowledged-deletions.txt', '# the volume is empty\nPersistentVolumeClaim/shop/data\n');
    expect(await cli(['plan'])).toMatchObject({ code: 1 });
    expect(execFileSync('git', ['status', '--porcelain']).toString()).toBe('?? acknowledged-deletions.txt\n');
  });

  test('the output may have had another name in the commit, which cdk8s.yaml has there or the base says', async () => {
    const config = 'app: cp new.yaml $CDK8S_OUTDIR/a.yaml\noutput: out\n';
    const folder = repositoryOf({ 'cdk8s.yaml': config, 'out/a.yaml': deployment, 'new.yaml': deployment });
    process.chdir(folder);
    renameSync('out', 'deploy');
    expect(await cli(['plan'])).toMatchObject({ code: 0 });
    writeFileSync('cdk8s.yaml', config.replace('output: out', 'output: deploy'));
    expect(await cli(['plan'])).toMatchObject({ code: 0 });
    expect(await cli(['plan', 'deploy', '--base', 'HEAD:out'])).toMatchObject({ code: 0 });
    expect(await cli(['plan', 'deploy', '--base', 'HEAD:other'])).toMatchObject({ code: 1 });
  });

  test('an app that fails is an error with what it said', async () => {
    process.chdir(folderOf({ 'cdk8s.yaml': 'app: echo broken; exit 1\n' }));
    const { code, errors } = await cli(['plan']);
    expect(code).toBe(2);
    expect(errors).toContain('broken');
  });
});

test('trees of several apps whose clusters have one name, and are not the same, are told apart', async () => {
  const app = (name: string, version: string, content: string) => ({
    [`${name}/prod/a/shop/deployment.web.k8s.yaml`]: content,
    [`${name}/.inventory/prod/a.json`]: JSON.stringify({
      environment: 'prod',
      cluster: 'a',
      kubernetesVersion: version,
      objects: [],
    }),
  });
  const next = deployment.replace('web:1', 'web:2');
  const trees = (content: string) => ({ ...app('one', '1.33', content), ...app('two', '1.34', deployment) });
  const { out } = await plan(trees(deployment), trees(next), '--output', 'json');
  expect(JSON.parse(out)).toMatchObject({ clusters: ['one/a', 'two/a'], objects: [{ clusters: ['one/a'] }] });
});

test('an empty tree and a mass deletion stop', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `${index}.yaml`,
      deployment.replaceAll('name: web', `name: web${index}`),
    ]),
  );
  const folder = folderOf(many);
  const empty = mkdtempSync(join(tmpdir(), 'empty-'));
  expect(await cli(['plan', empty, '--base', folder])).toMatchObject({
    code: 3,
    out: expect.stringContaining('the new tree is empty') as string,
  });
  const next = folderOf(many);
  for (let index = 0; index < 20; index += 1) rmSync(join(next, `${index}.yaml`));
  expect(await cli(['plan', next, '--base', folder])).toMatchObject({
    code: 3,
    out: expect.stringContaining('20 of 40 objects would be deleted, more than 25 %') as string,
  });
  expect(await cli(['plan', next, '--base', folder, '--max-deletions', '50'])).toMatchObject({ code: 1 });
});

test('a folder outside of any repository asks for a base', async () => {
  const { code, errors } = await cli(['plan', folderOf({ 'a.yaml': deployment })]);
  expect(code).toBe(2);
  expect(errors).toContain('is in no Git repository\n  fix:  name the folder of the old tree with --base');
});

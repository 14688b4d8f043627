import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, folderOf } from './run-in-memory';

const committed = join(__dirname, '../../dist/quickstart');
const deployment = 'prod/prod-euw1/boutique/deployment.cart.k8s.yaml';

/** A copy of a tree that a synth wrote, and an app that makes it again. */
function copied() {
  const tree = mkdtempSync(join(tmpdir(), 'verify-'));
  cpSync(committed, tree, { recursive: true });
  return tree;
}

function verify(tree: string, fresh = committed) {
  return cli(['verify', tree, '--app', `cp -r ${fresh}/. $CDK8S_OUTDIR`]);
}

test('a tree is what the program makes', async () => {
  expect(await verify(copied())).toEqual({ code: 0, errors: '', out: 'the tree is what the program makes\n' });
});

test('a file that was edited by hand is named with its construct', async () => {
  const tree = copied();
  const file = firstManifest(tree);
  writeFileSync(join(tree, file), `${readFileSync(join(tree, file), 'utf8')}# by hand\n`);
  const { code, out } = await verify(tree);
  expect(code).toBe(1);
  expect(out).toContain(`edited    ${file}\n  edited by hand`);
  expect(out).toContain('\n  from: ');
});

test('a file that the program makes in another way is outdated', async () => {
  const fresh = copied();
  const file = firstManifest(fresh);
  writeFileSync(join(fresh, file), 'apiVersion: v1\n');
  expect((await verify(copied(), fresh)).out).toContain(`outdated  ${file}`);
});

test('a missing file, an orphan and a foreign one are told apart', async () => {
  const [tree, fresh] = [copied(), copied()];
  const file = firstManifest(tree);
  rmSync(join(tree, file));
  expect((await verify(tree)).out).toContain(`missing   ${file}`);
  rmSync(join(fresh, file));
  expect((await verify(copied(), fresh)).out).toContain(`orphan    ${file}`);
  const other = copied();
  writeFileSync(join(other, 'notes.yaml'), 'a: 1\n');
  expect((await verify(other)).out).toContain('foreign   notes.yaml\n  no synth has written it');
});

test('an app that fails, and no app, are errors', async () => {
  expect(await cli(['verify', committed, '--app', 'false'])).toMatchObject({ code: 2 });
  expect(await cli(['verify', folderOf({}), '--output', 'xml'])).toMatchObject({ code: 2 });
});

function firstManifest(tree: string): string {
  const inventory = JSON.parse(readFileSync(join(tree, '.inventory/prod/prod-euw1.json'), 'utf8')) as {
    objects: { file: string }[];
  };
  return inventory.objects[0]?.file ?? deployment;
}

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../cli/run-in-memory';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  put('tree/dev/dev-1/a/a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: A_, namespace: a}\n');
});

afterEach(() => {
  delete process.env.CDK8S_BLUEPRINTS_KEY;
  rmSync(folder, { recursive: true, force: true });
});

function put(file: string, content: string): void {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), content);
}

const check = (...args: readonly string[]) => cli(['check', join(folder, 'tree'), ...args]);

test('a cache of another machine passes nothing, whatever it says', async () => {
  const cache = join(folder, 'cache');
  expect(await check('--cache', cache)).toMatchObject({ code: 1 });
  const forged = readFileSync(cache, 'utf8').replaceAll(/"problems":\[\{.*?\}\]/g, '"problems":[]');
  expect(forged).not.toBe(readFileSync(cache, 'utf8'));
  writeFileSync(cache, forged);
  expect(await check('--cache', cache)).toMatchObject({ code: 1 });

  process.env.CDK8S_BLUEPRINTS_KEY = 'that of another machine';
  expect(await check('--cache', cache)).toMatchObject({ code: 1 });
});

test('a cache is not written through a link', async () => {
  put('victim', 'mine');
  symlinkSync('victim', join(folder, 'cache'));
  await check('--cache', join(folder, 'cache'));

  expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('mine');
});

test('what an inventory suppresses is told, and does not count where facts are taken strictly', async () => {
  const suppressions = [{ check: 'valid-object-name', reason: 'trust me', expires: '2999-01-01' }];
  put(
    'tree/.inventory/dev/dev-1.json',
    JSON.stringify({ environment: 'dev', cluster: 'dev-1', suppressions, objects: [] }),
  );
  const said = '"valid-object-name" is suppressed: trust me';

  const trusting = await check('--output', 'json');
  expect(trusting.code).toBe(0);
  expect(JSON.parse(trusting.out)).toMatchObject({
    findings: [{ severity: 'info', message: `Taken into account: the inventory of the tree says: ${said}` }],
  });
  expect((await check()).out).toContain('1 finding suppressed');
  const strict = await check('--strict-facts', '--verbose');
  expect(strict.code).toBe(1);
  expect(strict.out).toContain('Not taken into account');
});

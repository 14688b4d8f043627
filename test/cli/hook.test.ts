import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../../lib/cli/run-command';
import { composerModule } from '../operators/composer-module';
import { cli, folderOf } from './run-in-memory';

const folder = folderOf({ 'platform.cjs': composerModule, 'empty.cjs': 'module.exports = {};' });
const platform = join(folder, 'platform.cjs');

test('serves until it is told to end', async () => {
  let errors = '';
  const ended = runCommand(['hook', platform, '--port', '0', '--host', '127.0.0.1'], {
    write: () => undefined,
    writeError: (text) => (errors += text),
    readInput: () => Promise.resolve(Buffer.from('')),
    color: false,
    today: '2027-01-15',
  });
  while (!errors.includes('on port')) await sleep(5);
  const port = /on port (\d+)/.exec(errors)?.[1];
  const parent = {
    apiVersion: 'platform.example.com/v1',
    kind: 'Greeting',
    metadata: { name: 'hello', namespace: 'shop' },
    spec: { text: 'good day' },
  };
  const answer = await fetch(`http://127.0.0.1:${port}/sync`, { method: 'POST', body: JSON.stringify({ parent }) });
  const answered: unknown = await answer.json();
  expect(answered).toMatchObject({ children: [{ kind: 'ConfigMap', data: { text: 'good day' } }] });
  process.emit('SIGTERM', 'SIGTERM');
  expect(await ended).toBe(0);
  expect(errors).toContain('serves Greeting of platform.example.com/v1 on port');
});

test.each([
  [[], 'one module is expected'],
  [[platform, '--port', 'http'], '--port http: must be a number up to 65535'],
  [[platform, '--port', '70000'], '--port 70000: must be a number up to 65535'],
  [[join(folder, 'empty.cjs')], 'exports no Composition of cdk8s-blueprints/operators'],
])('refuses %j', async (args, message) => {
  const { code, errors } = await cli(['hook', ...args]);
  expect(code).toBe(2);
  expect(errors).toContain(message);
});

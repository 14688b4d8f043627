import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { guardScript, SupervisedProcess } from './supervised-process';

jest.setTimeout(30_000);

async function eventually(holds: () => boolean): Promise<void> {
  for (let waited = 0; waited < 10_000 && !holds(); waited += 20) await sleep(20);
  expect(holds()).toBe(true);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Says its process id, and would then run for an hour. */
const hourLong = ['/bin/sh', '-c', 'echo $$; exec sleep 3600'];

async function pidIn(folder: string): Promise<number> {
  const log = join(folder, 'log');
  await eventually(() => existsSync(log) && readFileSync(log, 'utf8').endsWith('\n'));
  return Number(readFileSync(log, 'utf8'));
}

test('stop ends the command and removes its folder', async () => {
  const supervised = new SupervisedProcess('hour');
  supervised.start(hourLong);
  const pid = await pidIn(supervised.folder);
  expect(lives(pid)).toBe(true);

  await supervised.stop();
  expect({ running: supervised.running, folder: existsSync(supervised.folder) }).toEqual({
    running: false,
    folder: false,
  });
  await eventually(() => !lives(pid));
});

test('the death of this process, however violent, ends the command and removes its folder', async () => {
  const { folder } = new SupervisedProcess('hour');
  // Stands for the process that runs the tests: it can do nothing any more when it is killed.
  const script = `
    const { spawn } = require('node:child_process');
    spawn('/bin/sh', ${JSON.stringify(['-c', guardScript, 'hour', folder, ...hourLong])}, {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  const pid = await pidIn(folder);
  parent.kill('SIGKILL');
  await once(parent, 'exit');

  await eventually(() => !lives(pid) && !existsSync(folder));
});

test('a command that ends by itself leaves its last words', async () => {
  const supervised = new SupervisedProcess('short');
  supervised.start(['/bin/sh', '-c', 'echo the port is taken >&2; exit 1']);
  await eventually(() => !supervised.running);
  await eventually(() => supervised.lastWords === 'the port is taken\n');
  expect(existsSync(supervised.folder)).toBe(false);
});

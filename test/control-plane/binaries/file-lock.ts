import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs work that no other process on this machine does at the same time. Waits as long as the other one lives. */
export async function withFileLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  while (!(await acquire(lock))) await sleep(500);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function acquire(lock: string): Promise<boolean> {
  // Written first and linked then, so that no one ever reads a lock that names no process yet.
  const own = `${lock}.${process.pid}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, lock);
    return true;
  } catch {
    if (!(await holderLives(lock))) await rm(lock, { force: true });
    return false;
  } finally {
    await rm(own, { force: true });
  }
}

async function holderLives(lock: string): Promise<boolean> {
  try {
    process.kill(Number(await readFile(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    // A process of another user exists as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

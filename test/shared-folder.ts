import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../shared');

/** A path below the folder of upstream schemas that lies beside the project on some machines. */
export function shared(...path: readonly string[]): string {
  return join(root, ...path);
}

/** Tests against upstream schemas; where those are absent, one skipped test says so. */
export function describeWithShared(title: string, define: () => void): void {
  if (existsSync(root)) describe(title, define);
  else test.skip(`${title} (needs ../shared)`, () => undefined);
}

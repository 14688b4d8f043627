import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package. The sources lie two folders higher than what they are compiled to. */
export function packageRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

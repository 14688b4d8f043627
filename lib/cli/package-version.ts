import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isJsonObject } from '../manifest/objects/json';

/** The version of this library, out of the package.json above the code, compiled or not. */
export function packageVersion(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  const content: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return isJsonObject(content) && typeof content.version === 'string' ? content.version : 'unknown';
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Every file below a folder with its text, by its path with `/`. */
export function writtenFiles(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [
        path
          .slice(folder.length + 1)
          .split(sep)
          .join('/'),
        readFileSync(path, 'utf8'),
      ]),
  );
}

/** The manifests among them: not the inventories, which remember construct paths. */
export function writtenManifests(folder: string): ReadonlyMap<string, string> {
  return new Map([...writtenFiles(folder)].filter(([path]) => path.endsWith('.k8s.yaml')));
}

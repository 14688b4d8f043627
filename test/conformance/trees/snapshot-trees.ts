import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseObjects } from './parse-objects';
import type { Tree } from './tree';

/**
 * The trees that tests keep as snapshots: every YAML file in a folder `__snapshots__`. Comments at its top may say
 * what cluster the tree is for: `# kubernetes: 1.33`, `# gateway-api: experimental`.
 */
export function snapshotTrees(root: string, folder: string): Tree[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file) && file.split(sep).includes('__snapshots__'))
    .sort()
    .map((file) => readSnapshot(root, join(folder, file)));
}

function readSnapshot(root: string, file: string): Tree {
  const text = readFileSync(join(root, file), 'utf8');
  const said = headerOf(text);
  const kubernetesVersion = said.get('kubernetes');
  return {
    name: file,
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    ...(said.get('gateway-api') === 'experimental' ? { gatewayApi: 'experimental' } : {}),
    objects: parseObjects(text, file),
  };
}

function headerOf(text: string): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    if (!line.startsWith('#')) break;
    const [, name = '', value = ''] = /^# *([\w-]+): *(\S+)$/.exec(line) ?? [];
    said.set(name, value);
  }
  return said;
}

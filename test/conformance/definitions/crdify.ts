import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { cachedBinary } from '../../control-plane/binaries/binary-cache';
import { goBuild } from '../../control-plane/binaries/go-build';

const version = 'v0.5.0';

/** What crdify says of a change: the names of its validations that find fault, sorted. */
export type Crdify = (before: Manifest, after: Manifest) => readonly string[];

/** Prose is none of its business here, and what an enum gains is for the clients to bear. */
const config = {
  unhandledEnforcement: 'Error',
  validations: [
    { name: 'description', enforcement: 'None' },
    { name: 'enum', enforcement: 'Error', configuration: { additionPolicy: 'Allow' } },
  ],
};

/** The published command, built once where Go is installed. */
export async function crdify(): Promise<Crdify> {
  const binary = await cachedBinary(`crdify-${version}`, 'crdify', (file) =>
    goBuild({ file, main: 'sigs.k8s.io/crdify', directives: ['go 1.24.0', `require sigs.k8s.io/crdify ${version}`] }),
  );
  return (before, after) => {
    const folder = mkdtempSync(join(tmpdir(), 'crdify-'));
    try {
      const [from = '', to = '', settings = ''] = [before, after, config].map((content, index) => {
        const file = join(folder, `${index}.yaml`);
        writeFileSync(file, JSON.stringify(content));
        return file;
      });
      const command = ['--config', settings, '--output', 'json', `file://${from}`, `file://${to}`];
      const { stdout, stderr, status } = spawnSync(binary, command, { encoding: 'utf8' });
      if (status !== 0 && !stdout.startsWith('{')) throw new Error(`crdify: ${stderr}`);
      return [...new Set(failed(JSON.parse(stdout)))].sort();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

/** Names of all results with errors, wherever they stand. */
function failed(report: unknown): readonly string[] {
  if (Array.isArray(report)) return report.flatMap(failed);
  if (typeof report !== 'object' || report === null) return [];
  if ('name' in report && typeof report.name === 'string') return 'errors' in report ? [report.name] : [];
  return Object.values(report).flatMap(failed);
}

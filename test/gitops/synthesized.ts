import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fleet } from '../../lib';

/** A fleet on disk. */
export interface Synthesized {
  readonly outdir: string;
  /** Relative to the output folder, sorted. */
  readonly files: readonly string[];
  readonly remove: () => void;
}

/** Writes a fleet to a folder of its own. */
export function synthesized(
  fleetIn: (outdir: string) => Fleet,
  outdir = mkdtempSync(join(tmpdir(), 'gitops-')),
): Synthesized {
  fleetIn(outdir).synth({ environments: [], clusters: [] });
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(outdir.length + 1));
  return { outdir, files: files.sort(), remove: () => rmSync(outdir, { recursive: true, force: true }) };
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAppConfig } from '../app-config';
import { UsageError } from '../command';

/** What the app makes now, in a folder of its own, and where the same stands in the working folder. */
export interface FreshSynth {
  readonly folder: string;
  readonly output: string;
}

/**
 * Runs the app into a temporary folder, hands it over, and removes it. The output folder stays as it is.
 *
 * @throws Error where the app fails, with what it said
 */
export function withFreshSynth<T>(app: string | undefined, use: (synth: FreshSynth) => T): T {
  const config = readAppConfig();
  const command = app ?? config.app;
  if (command === undefined) throw new UsageError('a folder is expected, or an app: in cdk8s.yaml, or with --app');
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-blueprints-'));
  try {
    const { status, error, stdout, stderr } = spawnSync(command, {
      shell: true,
      encoding: 'utf8',
      maxBuffer: Infinity,
      env: { ...process.env, CDK8S_OUTDIR: folder },
    });
    if (error !== undefined) throw new Error(`${command}: ${error.message}`);
    if (status !== 0) throw new Error(`${command} failed:\n${`${stdout}${stderr}`.trim()}`);
    return use({ folder, output: config.output ?? 'dist' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { isAtHand, publishedBinary, type PublishedCommand } from '../../control-plane/binaries/published-command';

/** What tells whether Prometheus takes rules, and what they come to. */
const command: PublishedCommand = {
  name: 'promtool',
  module: 'github.com/prometheus/prometheus',
  version: 'v0.307.3',
  folder: 'cmd/promtool',
};

export const hasPromtool = isAtHand(command);

/** A verdict of promtool, and its words. */
export interface Verdict {
  readonly isRight: boolean;
  readonly words: string;
}

export interface Promtool {
  /** Whether Prometheus would load a file of rules. */
  readonly check: (rules: unknown) => Verdict;
  /** Whether rules come to what a unit test says. */
  readonly test: (rules: unknown, test: object) => Verdict;
}

export async function promtool(): Promise<Promtool> {
  const binary = await publishedBinary(command);
  const run = (files: Readonly<Record<string, unknown>>, words: readonly string[]): Verdict => {
    const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), stringify(content));
    const { status, stdout, stderr } = spawnSync(binary, words, { cwd: folder, encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    return { isRight: status === 0, words: `${stdout}${stderr}` };
  };
  return {
    check: (rules) => run({ 'rules.yaml': rules }, ['check', 'rules', 'rules.yaml']),
    test: (rules, test) =>
      run({ 'rules.yaml': rules, 'test.yaml': { rule_files: ['rules.yaml'], ...test } }, [
        'test',
        'rules',
        'test.yaml',
      ]),
  };
}

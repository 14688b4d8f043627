import { lstatSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { FindingObject } from '../../manifest/objects/finding';
import { printable } from '../../manifest/objects/printable';
import { acknowledgementOf } from '../../plan/plan-cluster';
import { UsageError } from '../command';
import { gitSource } from './git-source';

/** The file of acknowledgements beside cdk8s.yaml: an object a line, `KIND/NAMESPACE/NAME`, and comments after `#`. */
export const acknowledgementsFile = 'acknowledged-deletions.txt';

/** Deletions that somebody has acknowledged, of one cluster or of all. */
export class Acknowledgements {
  private readonly lines: ReadonlySet<string>;

  constructor(lines: readonly string[]) {
    for (const line of lines) assertAcknowledgement(line);
    this.lines = new Set(lines);
  }

  accepts(cluster: string | undefined, object: FindingObject): boolean {
    const name = acknowledgementOf(object);
    return this.lines.has(name) || (cluster !== undefined && this.lines.has(`${cluster}:${name}`));
  }
}

/**
 * What the file of the working folder says. Compared with a commit, a line counts only where the change adds it: what
 * was acknowledged once is no answer for ever.
 */
export function committedAcknowledgements(revision: string | undefined): readonly string[] {
  const stats = lstatSync(acknowledgementsFile, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  // A line of what a link leads to would be told in an error.
  if (!stats.isFile() || stats.size > mostBytes) {
    throw new UsageError(`${acknowledgementsFile}: must be a file, and no link, of at most ${mostBytes} bytes`);
  }
  const lines = linesOf(readFileSync(acknowledgementsFile, 'utf8'));
  if (revision === undefined) return lines;
  const earlier = new Set(linesOf(textInCommit(revision)));
  return lines.filter((line) => !earlier.has(line));
}

const mostBytes = 1024 * 1024;

function textInCommit(revision: string): string {
  const source = gitSource(dirname(acknowledgementsFile), revision, (path) => path === basename(acknowledgementsFile));
  return source.read(source.files).get(acknowledgementsFile)?.toString() ?? '';
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
}

function assertAcknowledgement(line: string): void {
  if (/^([^\s:/]+:)?[A-Za-z]+(\/[^\s/:]+){1,2}$/.test(line)) return;
  throw new UsageError(
    `acknowledgement "${printable(line)}": must be KIND/NAMESPACE/NAME, or KIND/NAME, perhaps after CLUSTER:`,
  );
}

import type { Finding } from '../manifest/finding';

/** Stops a synth: what was found, in the format of every finding. Nothing on disk was changed. */
export class SynthError extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const errors = findings.filter(({ severity }) => severity === 'error');
    super(
      `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}; nothing was written\n\n${errors.map(formatFinding).join('\n\n')}`,
    );
    this.name = 'SynthError';
    this.findings = findings;
    // Uncaught, it must read as the list of problems that it is: no stack, no dump of its fields.
    this.stack = `${this.name}: ${this.message}`;
    Object.defineProperty(this, 'findings', { enumerable: false });
  }
}

/** One finding as text: object, path, value, rule, fix and origin. */
export function formatFinding({ id, severity, object, path, message, fix, origin, cluster }: Finding): string {
  const name = object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`;
  return [
    `${severity}  ${id}  ${object.kind} ${name}  ${path}`,
    `  ${message}`,
    `  fix:  ${fix}`,
    `  from: ${[cluster, origin].filter((part) => part !== undefined && part !== '').join('/')}`,
  ].join('\n');
}

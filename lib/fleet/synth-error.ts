import { appendTo } from '../manifest/objects/append-to';
import type { Finding } from '../manifest/objects/finding';
import { printable } from '../manifest/objects/printable';

/** Stops a synth: what was found, in the format of every finding. Nothing on disk was changed, or the message says what was. */
export class SynthError extends Error {
  readonly findings: readonly Finding[];

  /** @param outcome what became of the tree on disk */
  constructor(findings: readonly Finding[], outcome = 'nothing was written') {
    const errors = findings.filter(({ severity }) => severity === 'error');
    super(`${errors.length} ${errors.length === 1 ? 'error' : 'errors'}; ${outcome}\n\n${formatErrors(errors)}`);
    this.name = 'SynthError';
    this.findings = findings;
    // It must read as the list of problems that it is: no stack, no dump of its fields.
    this.stack = `${this.name}: ${this.message}`;
    Object.defineProperty(this, 'findings', { enumerable: false });
  }
}

/** Object, path, value, rule, fix and origin of each. What is wrong in several clusters is said once, with all origins. */
function formatErrors(errors: readonly Finding[]): string {
  const origins = new Map<string, string[]>();
  for (const error of errors) {
    const text = formatError(error);
    appendTo(origins, text, formatOrigin(error));
  }
  return [...origins].map(([text, from]) => [text, ...from.filter((line) => line !== '')].join('\n')).join('\n\n');
}

function formatError({ id, severity, object, path, message, fix }: Finding): string {
  const name = object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`;
  return [
    printable(`${severity}  ${id}  ${`${object.kind} ${name}`.trimEnd()}  ${path}`.trimEnd()),
    `  ${indent(message)}`,
    `  fix:  ${indent(fix)}`,
  ].join('\n');
}

function formatOrigin({ cluster, origin }: Finding): string {
  const from = [cluster, origin].filter((part) => part !== undefined && part !== '').join('/');
  return from === '' ? '' : printable(`  from: ${from}`);
}

/** Further lines stand further in than any line of the list itself. */
function indent(text: string): string {
  return text.split('\n').map(printable).join('\n        ');
}

import type { Finding, Severity } from '../manifest/objects/finding';
import { compareFindings, severities } from '../checks/finding-order';
import { escapeData, escapeProperty } from './escape/workflow-command';
import { formatObject } from './format-object';
import { printable } from '../manifest/objects/printable';
import type { Report } from './report';
import { sourceLocation } from './source-location';

/** For GitHub Actions: workflow commands, which put a note at the line of each finding. GitHub shows the first ten of a kind. */
export function formatGithub({ findings }: Report): string {
  return [...findings]
    .sort((left, right) => rank(left) - rank(right) || compareFindings(left, right))
    .map((finding) => `${formatCommand(finding)}\n`)
    .join('');
}

function rank({ severity }: Finding): number {
  return severities.indexOf(severity);
}

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

function formatCommand(finding: Finding): string {
  const { id, severity, status, object, path, message, fix, origin, cluster } = finding;
  const location = sourceLocation(origin);
  const properties: readonly (readonly [string, string | number | undefined])[] = [
    ['title', status === 'unproved' ? `${id} (unproved)` : id],
    ['file', location?.file],
    ['line', location?.line],
    ['col', location?.column],
  ];
  const shown = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(`${value}`)}`],
  );
  const where = [formatObject(object), path, cluster === undefined ? '' : `in ${cluster}`].filter(
    (part) => part !== '',
  );
  const from = location === undefined && origin !== undefined ? `\nfrom: ${printable(origin)}` : '';
  return `::${commands[severity]} ${shown.join(',')}::${escapeData(`${printable(where.join(' '))}\n${message}\nfix: ${fix}${from}`)}`;
}

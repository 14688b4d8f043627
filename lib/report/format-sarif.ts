import { createHash } from 'node:crypto';
import { allChecks } from '../checks/all-checks';
import { compareText } from '../manifest/objects/compare-text';
import type { Finding, Severity } from '../manifest/objects/finding';
import { formatJsonText } from './escape/json';
import { escapeSarif } from './escape/sarif';
import { printable } from '../manifest/objects/printable';
import { formatObject } from './format-object';
import type { Report } from './report';
import { sourceLocation } from './source-location';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/**
 * For code scanning: SARIF 2.1.0. What is unproved is of kind `open` (not enough information to decide), to which
 * SARIF gives no level.
 */
export function formatSarif({ findings }: Report): string {
  const rules = [...new Set(findings.map(({ id }) => id))].sort(compareText);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cdk8s-blueprints', rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, rules.indexOf(finding.id))),
      },
    ],
  };
  return formatJsonText(log);
}

function ruleOf(id: string) {
  const check = allChecks.find((one) => one.id === id);
  if (check === undefined) return { id };
  const { why, severity } = check;
  return { id, fullDescription: { text: why }, defaultConfiguration: { level: levels[severity] } };
}

function resultOf(finding: Finding, ruleIndex: number) {
  const { id, severity, status, object, path, message, fix, origin, cluster } = finding;
  const name = [cluster, formatObject(object), path].filter((part) => part !== undefined && part !== '').join(' ');
  const location = sourceLocation(origin);
  return {
    ruleId: id,
    ruleIndex,
    ...(status === 'unproved' ? { kind: 'open', level: 'none' } : { kind: 'fail', level: levels[severity] }),
    message: { text: escapeSarif(`${printable(name)}: ${message}\nfix: ${fix}`) },
    locations: [
      {
        ...(location === undefined ? {} : { physicalLocation: physicalLocation(location) }),
        logicalLocations: [{ fullyQualifiedName: name, ...(origin === undefined ? {} : { decoratedName: origin }) }],
      },
    ],
    partialFingerprints: { 'finding/v1': fingerprint(finding) },
    properties: { severity, status, fix, path, object, ...(cluster === undefined ? {} : { cluster }) },
  };
}

function physicalLocation({ file, line, column }: NonNullable<ReturnType<typeof sourceLocation>>) {
  const uri = file
    .replaceAll(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  if (line === undefined) return { artifactLocation: { uri } };
  return {
    artifactLocation: { uri },
    region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
  };
}

/** The same finding keeps its fingerprint when lines move. */
function fingerprint({ id, object, path, cluster }: Finding): string {
  return createHash('sha256')
    .update(JSON.stringify([id, object, path, cluster ?? '']))
    .digest('hex');
}

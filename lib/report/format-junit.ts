import type { Finding } from '../manifest/objects/finding';
import { escapeXml } from './escape/xml';
import { printable } from '../manifest/objects/printable';
import { formatObject } from './format-object';
import type { Report } from './report';

/**
 * For test reports: a test case for each finding and for each check that is proved. An error fails its case, or is an
 * error of it where it is unproved; warnings and notes are skipped cases, so that they show and fail nothing.
 */
export function formatJunit({ findings, proofs }: Report): string {
  const failures = findings.filter((finding) => elementOf(finding) === 'failure').length;
  const errors = findings.filter((finding) => elementOf(finding) === 'error').length;
  const skipped = findings.length - failures - errors;
  const tests = findings.length + proofs.length;
  const counts = `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
  const passed = proofs.map(
    ({ id, objects }) => `    <testcase classname="${escapeXml(id)}" name="${objects} objects"/>\n`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="cdk8s-blueprints" ${counts}>\n`,
    `  <testsuite name="cdk8s-blueprints" ${counts}>\n`,
    ...findings.map(formatCase),
    ...passed,
    '  </testsuite>\n',
    '</testsuites>\n',
  ].join('');
}

function elementOf({ severity, status }: Finding): 'failure' | 'error' | 'skipped' {
  if (severity !== 'error') return 'skipped';
  return status === 'unproved' ? 'error' : 'failure';
}

function formatCase(finding: Finding): string {
  const { id, object, path, message, fix, origin, cluster } = finding;
  const name = [cluster, formatObject(object), path].filter((part) => part !== undefined && part !== '').join(' ');
  const detail = [message, `fix: ${fix}`, ...(origin === undefined ? [] : [`from: ${printable(origin)}`])].join('\n');
  const element = elementOf(finding);
  const type = element === 'skipped' ? '' : ` type="${finding.severity}"`;
  return [
    `    <testcase classname="${escapeXml(id)}" name="${escapeXml(printable(name))}">\n`,
    `      <${element} message="${escapeXml(message)}"${type}>${escapeXml(detail)}</${element}>\n`,
    '    </testcase>\n',
  ].join('');
}

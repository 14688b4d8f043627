import pc from 'picocolors';
import type { Finding } from '../manifest/objects/finding';
import { printable } from '../manifest/objects/printable';
import { formatObject } from './format-object';
import { groupFindings, type FindingGroup, type FindingPlace } from './group-findings';
import type { Report, ReportOptions } from './report';
import { formatSummary } from './summary';

/**
 * For people: one block for each conclusion, with all places that it is about, the worst first, a summary at the end. Infos
 * are counted there, and listed where they are asked for.
 *
 * ```
 * error  valid-port  NetworkPolicy boutique/cart  spec.ingress[0].ports[0].port
 *   Invalid value: 0: must be between 1 and 65535, inclusive
 *   fix:  leave "port" out to allow every port
 *   from: prod-euw1/boutique/cart/network-policy
 * ```
 */
export function formatText(
  report: Report,
  { color = false, proofs = false, verbose = false }: ReportOptions = {},
): string {
  const colors = pc.createColors(color);
  const findings = verbose ? report.findings : report.findings.filter(({ severity }) => severity !== 'info');
  const blocks = [formatFindings({ ...report, findings }, { color })];
  if (proofs) blocks.push(formatProofs(report, colors));
  blocks.push(`${formatSummary(report, verbose ? '' : ' (--verbose lists them)')}\n`);
  return blocks.filter((block) => block !== '').join('\n');
}

/** The blocks of the findings alone, without a summary: for what happens beside an answer. */
export function formatFindings(
  report: Pick<Report, 'findings' | 'clusters'>,
  { color = false }: ReportOptions,
): string {
  const colors = pc.createColors(color);
  return groupFindings(report.findings)
    .map((group) => formatGroup(group, report, colors))
    .join('\n');
}

type Colors = ReturnType<typeof pc.createColors>;

function formatGroup(group: FindingGroup, { clusters }: Pick<Report, 'clusters'>, colors: Colors): string {
  const places = group.places.map((place) => ({
    ...place,
    object: printable(formatObject(place.object)),
    path: printable(place.path),
  }));
  const objectWidth = Math.max(...places.map(({ object }) => object.length));
  const pathWidth = Math.max(...places.map(({ path }) => path.length));
  const heads = places.map((place) => {
    const cells = [
      paintSeverity(group, colors),
      colors.bold(group.id),
      place.object.padEnd(objectWidth),
      place.path.padEnd(pathWidth),
      clusters.length > 1 ? colors.dim(formatClusters(place, clusters)) : '',
    ];
    return cells.join('  ').trimEnd();
  });
  const origins = new Set(group.places.flatMap((place) => place.origins));
  return [
    ...heads,
    `  ${group.status === 'unproved' ? 'unproved: ' : ''}${indent(group.message)}`,
    `  fix:  ${indent(group.fix)}`,
    ...[...origins].map((origin) => colors.dim(`  from: ${printable(origin)}`)),
    '',
  ].join('\n');
}

/** Further lines of a text stand below the first, and further in than any line of the report itself. */
function indent(text: string): string {
  return text.trimEnd().split('\n').map(printable).join('\n        ');
}

function paintSeverity({ severity }: Pick<Finding, 'severity'>, colors: Colors): string {
  switch (severity) {
    case 'error':
      return colors.red(severity);
    case 'warning':
      return colors.yellow(severity);
    case 'info':
      return colors.cyan(severity);
  }
}

function formatClusters({ clusters }: Pick<FindingPlace, 'clusters'>, all: readonly string[]): string {
  if (clusters.length === all.length) return `all ${all.length} clusters`;
  return printable(clusters.join(', '));
}

function formatProofs({ proofs }: Report, colors: Colors): string {
  const width = Math.max(0, ...proofs.map(({ id }) => id.length));
  return proofs
    .map(({ id, objects, assumptions }) => {
      const head = `${colors.green('proved')}  ${id.padEnd(width)}  ${objects === 1 ? '1 object' : `${objects} objects`}\n`;
      return head + assumptions.map((assumption) => `  given: ${assumption}\n`).join('');
    })
    .join('');
}

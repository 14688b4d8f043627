import type { FleetPlan, PlanGroup } from '../../plan/fleet-plan';
import { escapeXml } from '../escape/xml';
import { wholeChangeText, clustersText, objectText, podsText, summaryText, waveLines } from './plan-lines';

const style = `body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse; width: 100% }
td, th { border-bottom: 1px solid #ddd; padding: .4rem .6rem; text-align: left; vertical-align: top }
code { font-size: 12px; overflow-wrap: anywhere }
.danger { color: #b00020; font-weight: 600 }
li { list-style: none }
ul { margin: 0; padding: 0 }`;

/** One page that needs nothing else: every object, with all of its fields and reasons. */
export function formatPlanAsHtml(plan: FleetPlan): string {
  const title = `Plan: ${summaryText(plan)}`;
  const guards = plan.guards.map(({ message, clusters }) => {
    const where = clusters.length === 0 ? '' : ` (${clusters.join(', ')})`;
    return `<p class="danger">Stop: ${escapeXml(`${message}${where}`)}</p>\n`;
  });
  const rows = plan.objects.flatMap(({ groups }) => groups).map((group) => rowOf(group, plan.clusters));
  const effects = plan.effects.map(({ topic, sign, text, clusters: found }) => {
    const cells = [topic, sign, text, clustersText({ clusters: found }, plan.clusters)].map(
      (cell) => `<td>${escapeXml(cell)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>\n`;
  });
  return [
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n',
    `<title>${escapeXml(title)}</title>\n<style>\n${style}\n</style>\n</head>\n<body>\n<h1>${escapeXml(title)}</h1>\n`,
    ...guards,
    ...(plan.waves.length === 0 ? [] : [`<h2>Waves</h2>\n${list(waveLines(plan))}\n`]),
    table(['', 'Object', 'What changes', 'Why'], rows),
    ...(effects.length === 0 ? [] : ['<h2>What else changes</h2>\n', table(['', '', '', 'Clusters'], effects)]),
    '</body>\n</html>\n',
  ].join('');
}

function table(heads: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return '';
  return `<table>\n<tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr>\n${rows.join('')}</table>\n`;
}

function rowOf(group: PlanGroup, all: readonly string[]): string {
  const { plan } = group;
  const facts = [podsText(plan), plan.dataAtRisk ? 'data at risk' : '', clustersText(group, all), plan.origin ?? ''];
  const cells = [
    `<td${plan.isDangerous ? ' class="danger"' : ''}>${plan.verdict}</td>`,
    `<td><strong>${escapeXml(objectText(plan))}</strong>${list(facts.filter((text) => text !== ''))}</td>`,
    `<td>${plan.changes.length === 0 ? '' : list(plan.changes.map(wholeChangeText), 'code')}</td>`,
    `<td>${list(plan.reasons)}</td>`,
  ];
  return `<tr>${cells.join('')}</tr>\n`;
}

function list(items: readonly string[], element: 'code' | 'span' = 'span'): string {
  if (items.length === 0) return '';
  return `<ul>${items.map((item) => `<li><${element}>${escapeXml(item)}</${element}></li>`).join('')}</ul>`;
}

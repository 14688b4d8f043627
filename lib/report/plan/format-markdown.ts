import type { FleetPlan, PlanGroup } from '../../plan/fleet-plan';
import { escapeMarkdown, markdownCode } from '../escape/markdown';
import { changeText, clustersText, cutReasons, objectText, podsText, summaryText, waveLines } from './plan-lines';

/** GitHub refuses comments of more than 65,536 characters. */
const longestComment = 60_000;

/** More fields of one object are a number, and so are more reasons. */
const shownChanges = 6;
const shownReasons = 10;

/** For a pull request: a row an object, the most dangerous first, cut where a comment has no more room. */
export function formatPlanAsMarkdown(plan: FleetPlan): string {
  const parts = [
    `### Plan: ${escapeMarkdown(summaryText(plan))}\n`,
    ...plan.guards.map(({ message, clusters }) => {
      const where = clusters.length === 0 ? '' : ` (${clusters.join(', ')})`;
      return `\n**Stop: ${escapeMarkdown(`${message}${where}`)}**\n`;
    }),
  ];
  const waves = waveLines(plan);
  if (waves.length > 0) parts.push(`\n${waves.map((line) => `${escapeMarkdown(line)}\n`).join('')}`);
  const groups = plan.objects.flatMap((object) => object.groups);
  if (groups.length > 0) parts.push('\n| | Object | What changes | Why |\n|---|---|---|---|\n');
  const rows = groups.map((group) => rowOf(group, plan.clusters));
  const room = longestComment - lengthOf(parts);
  const shown = within(rows, room);
  parts.push(...shown);
  if (shown.length < rows.length) {
    parts.push(`\nand ${rows.length - shown.length} more objects: see the full plan.\n`);
    return parts.join('');
  }
  const effects = effectLines(plan);
  const told = within(effects, longestComment - lengthOf(parts) - 100);
  if (told.length > 0) parts.push('\n| What else | | | |\n|---|---|---|---|\n', ...told);
  if (told.length < effects.length)
    parts.push(`\nand ${effects.length - told.length} more effects: see the full plan.\n`);
  return parts.join('');
}

function lengthOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** As many lines as there is room for. */
function within(lines: readonly string[], room: number): readonly string[] {
  let length = 0;
  const end = lines.findIndex((line) => (length += line.length) > room);
  return end === -1 ? lines : lines.slice(0, end);
}

function rowOf(group: PlanGroup, all: readonly string[]): string {
  const { plan } = group;
  const verdict = plan.isDangerous ? `**${plan.verdict}**` : plan.verdict;
  const where = clustersText(group, all);
  const facts = [podsText(plan), plan.dataAtRisk ? 'data at risk' : '', where].filter((text) => text !== '');
  const changes = plan.changes.slice(0, shownChanges).map((change) => markdownCode(changeText(change)));
  const more = plan.changes.length - changes.length;
  const cells = [
    verdict,
    [markdownCode(objectText(plan)), ...facts.map(escapeMarkdown)].join('<br>'),
    [...changes, ...(more > 0 ? [`and ${more} more fields`] : [])].join('<br>'),
    cutReasons(plan.reasons, shownReasons).map(escapeMarkdown).join('<br>'),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function effectLines({ effects, clusters }: FleetPlan): readonly string[] {
  return effects.map(({ topic, sign, text, clusters: found }) => {
    const where = clustersText({ clusters: found }, clusters);
    return `| ${topic} | ${sign === '~' ? '' : markdownCode(sign)} | ${markdownCode(text)} | ${escapeMarkdown(where)} |\n`;
  });
}

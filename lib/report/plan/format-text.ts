import { isDeepStrictEqual } from 'node:util';
import { createColors } from 'picocolors';
import { printable } from '../../manifest/objects/printable';
import type { FleetPlan, ObjectGroups, PlanGroup } from '../../plan/fleet-plan';
import type { Verdict } from '../../plan/object-plan';
import { changeText, clustersText, cutReasons, objectText, podsText, summaryText, waveLines } from './plan-lines';

/** More fields of one object are a number, and so are more reasons. */
const shownChanges = 12;
const shownReasons = 20;

/** For a terminal: an object a paragraph, and below it what is otherwise in other clusters; the most dangerous first, and one line about all of it at the end. */
export function formatPlanAsText(plan: FleetPlan, { color }: { readonly color: boolean }): string {
  const colors = createColors(color);
  const paint: Readonly<Record<Verdict, (text: string) => string>> = {
    rejected: colors.red,
    recreated: colors.red,
    deleted: colors.red,
    rolls: colors.yellow,
    'in-place': colors.yellow,
    created: colors.green,
    metadata: colors.dim,
    'no-op': colors.dim,
  };
  const guards = plan.guards.map(({ message, clusters }) => {
    const where = clusters.length === 0 ? '' : ` (${clustersText({ clusters }, plan.clusters) || clusters.join(', ')})`;
    return `${colors.red('stop')}       ${printable(`${message}${where}`)}\n\n`;
  });
  const objects = plan.objects.map((object) => objectLines(object, plan, paint)).join('');
  const waves = waveLines(plan).map((line) => `  ${printable(line)}\n`);
  const order = waves.length === 0 ? '' : `waves\n${waves.join('')}\n`;
  return `${guards.join('')}${objects}${effectsText(plan)}${order}${printable(summaryText(plan))}\n`;
}

function objectLines(
  { groups }: ObjectGroups,
  { clusters }: FleetPlan,
  paint: Readonly<Record<Verdict, (text: string) => string>>,
): string {
  return groups.map((group, index) => groupLines(group, clusters, paint, index > 0 ? groups[0] : undefined)).join('');
}

function groupLines(
  group: PlanGroup,
  all: readonly string[],
  paint: Readonly<Record<Verdict, (text: string) => string>>,
  first: PlanGroup | undefined,
): string {
  const { plan } = group;
  const where = clustersText(group, all);
  const facts = [podsText(plan), plan.dataAtRisk ? 'data at risk' : ''].filter((text) => text !== '').join('; ');
  const head = [objectText(plan), facts, first !== undefined && where !== '' ? `otherwise in ${where}` : where]
    .filter((text) => text !== '')
    .map(printable)
    .join('  ');
  const others = isDeepStrictEqual(first?.plan.changes, plan.changes) ? [] : plan.changes;
  const changes = others.slice(0, shownChanges).map(changeText);
  const more = others.length - changes.length;
  const reasons = plan.reasons.filter((reason) => first?.plan.reasons.includes(reason) !== true);
  const lines = [
    ...changes,
    ...(more > 0 ? [`and ${more} more fields`] : []),
    ...cutReasons(reasons, shownReasons).map((reason) => `- ${reason}`),
    ...(plan.origin === undefined || plan.origin === first?.plan.origin ? [] : [`from: ${plan.origin}`]),
  ];
  const body = lines.map((line) => `           ${printable(line)}\n`).join('');
  return `${paint[plan.verdict](plan.verdict.padEnd(9))}  ${head}\n${body}\n`;
}

/** More effects of one topic are a number. */
const shownEffects = 20;

function effectsText({ effects, clusters }: FleetPlan): string {
  const topics = [...new Set(effects.map(({ topic }) => topic))];
  return topics
    .map((topic) => {
      const own = effects.filter((effect) => effect.topic === topic);
      const lines = own.slice(0, shownEffects).map(({ sign, text, clusters: found }) => {
        const where = clustersText({ clusters: found }, clusters);
        return `  ${sign} ${text}${where === '' ? '' : `  (${where})`}`;
      });
      const more = own.length > shownEffects ? [`  and ${own.length - shownEffects} more`] : [];
      return `${[topic, ...lines, ...more].map(printable).join('\n')}\n\n`;
    })
    .join('');
}

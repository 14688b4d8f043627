import type { FleetPlan, PlanGroup } from '../../plan/fleet-plan';
import type { Change } from '../../plan/difference/change';
import type { ObjectPlan, Verdict } from '../../plan/object-plan';
import type { JsonValue } from '../../manifest/objects/json';

/** How a number of objects is told, by verdict. */
const phrases: readonly (readonly [Verdict, string])[] = [
  ['rejected', 'rejected'],
  ['recreated', 'recreated'],
  ['deleted', 'deleted'],
  ['rolls', 'rolling'],
  ['in-place', 'in place'],
  ['created', 'created'],
  ['metadata', 'metadata only'],
  ['no-op', 'no-op'],
];

/** One line about all of it: `1 rejected, 3 roll (9 pods), 2 created`. */
export function summaryText({ summary, clusters }: FleetPlan): string {
  const parts = phrases.flatMap(([verdict, phrase]) => {
    const count = summary[verdict];
    if (count === 0) return [];
    return [
      verdict === 'rolls' && summary.pods > 0 ? `${count} ${phrase} (${summary.pods} pods)` : `${count} ${phrase}`,
    ];
  });
  const risk = summary.dataAtRisk === 0 ? '' : `; data at risk in ${summary.dataAtRisk}`;
  const where = clusters.length > 1 ? ` in ${clusters.length} clusters` : '';
  return parts.length === 0 ? `nothing changes${where}` : `${parts.join(', ')}${where}${risk}`;
}

/** How an object is named: `Deployment shop/web`. */
export function objectText({ object: { kind, namespace, name } }: ObjectPlan): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** How many pods are replaced, where any are. */
export function podsText({ pods: { replaced, atOnce } }: ObjectPlan): string {
  if (replaced === 0) return '';
  if (replaced === undefined) return `pods of every node, ${atOnce ?? 'some'} at a time`;
  return `${replaced} ${replaced === 1 ? 'pod' : 'pods'}, ${atOnce ?? 'some'} at a time`;
}

/** As many reasons as are shown, the first first, and how many there are besides. */
export function cutReasons(reasons: readonly string[], shown: number): readonly string[] {
  const more = reasons.length - shown;
  return more <= 1 ? reasons : [...reasons.slice(0, shown), `and ${more} more reasons`];
}

/** One field: `spec.replicas: 3 -> 5`. */
export function changeText({ path, from, to, order }: Change): string {
  if (order !== undefined) return `${path}: another order`;
  return `${path}: ${valueText(from)} -> ${valueText(to)}`;
}

const longestValue = 120;

function valueText(value: JsonValue | undefined): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replaceAll('\n', '\\n');
  return line.length > longestValue ? `${line.slice(0, longestValue)}…` : line;
}

/** The clusters of a group: `all 60 clusters`, `58 of 60 clusters, all but a, b`, `a, b`. */
export function clustersText({ clusters }: Pick<PlanGroup, 'clusters'>, all: readonly string[]): string {
  if (all.length <= 1 || clusters.length === 0) return '';
  if (clusters.length === all.length) return `all ${all.length} clusters`;
  const missing = all.filter((name) => !clusters.includes(name));
  if (missing.length <= few && clusters.length > few)
    return `${clusters.length} of ${all.length} clusters, all but ${missing.join(', ')}`;
  const shown = clusters.slice(0, many).join(', ');
  return clusters.length > many ? `${shown} and ${clusters.length - many} more` : shown;
}

const few = 5;
const many = 10;

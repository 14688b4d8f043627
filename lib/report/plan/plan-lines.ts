import type { FleetPlan, PlanGroup } from '../../plan/fleet-plan';
import type { Change } from '../../plan/difference/change';
import type { ObjectPlan, Verdict } from '../../plan/object-plan';
import { isJsonArray, type JsonArray, type JsonValue } from '../../manifest/objects/json';

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

/** When a change reaches which clusters, a line a wave: `1. canary: prod-euw1 (3 objects)`. */
export function waveLines({ waves }: FleetPlan): readonly string[] {
  return waves.map(
    ({ wave, clusters, objects }, index) =>
      `${index + 1}. ${wave}: ${clusters.join(', ')} (${objects === 1 ? '1 object' : `${objects} objects`})`,
  );
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

/** One field: `spec.replicas: 3 -> 5`, as a whole. */
export function wholeChangeText({ path, from, to, order }: Change): string {
  return order === undefined ? `${path}: ${lineOf(from)} -> ${lineOf(to)}` : `${path}: another order`;
}

const longestValue = 120;

/** The same in one line of a terminal: of a long list what comes and goes, of a long text the part that differs. */
export function changeText(change: Change): string {
  const { path, from, to, order } = change;
  const [old, fresh] = [lineOf(from), lineOf(to)];
  if (order !== undefined || Math.max(old.length, fresh.length) <= longestValue) return wholeChangeText(change);
  if (isJsonArray(from) && isJsonArray(to)) {
    const parts = [...itemsText('+', to, from), ...itemsText('-', from, to)];
    if (parts.length > 0) return `${path}: ${parts.join(', ')}`;
  }
  const start = from === undefined || to === undefined ? 0 : Math.max(0, commonStart(old, fresh) - shownBefore);
  return `${path}: ${cut(old, start)} -> ${cut(fresh, start)}`;
}

const shownItems = 3;
const shownBefore = 20;

function itemsText(sign: '+' | '-', list: JsonArray, other: JsonArray): readonly string[] {
  const known = new Set(other.map((item) => JSON.stringify(item)));
  const only = list.filter((item) => !known.has(JSON.stringify(item)));
  const more = only.length > shownItems ? [`${sign} ${only.length - shownItems} more`] : [];
  return [...only.slice(0, shownItems).map((item) => `${sign} ${cut(lineOf(item), 0)}`), ...more];
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

function cut(text: string, start: number): string {
  const end = start + longestValue;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${text.length > end ? '…' : ''}`;
}

function lineOf(value: JsonValue | undefined): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll('\n', '\\n');
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

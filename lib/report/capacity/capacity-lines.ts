import type { WorkloadCapacity } from '../../capacity/capacity';
import type { RefusingNode } from '../../capacity/placement/witness';
import type { QuotaAnswer } from '../../capacity/quota/judge-quotas';
import { formatAmount } from '../../capacity/resources/amounts';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';

/** Worst first, then in the order of the tree. */
export function worstFirst<T extends { readonly status: WorkloadCapacity['status'] }>(
  answers: readonly T[],
): readonly T[] {
  const rank = { violated: 0, unproved: 1, proved: 2 } as const;
  return answers.toSorted((left, right) => rank[left.status] - rank[right.status]);
}

/** `Deployment shop/web`. */
export function nameOf({ manifest }: LocatedManifest): string {
  return formatIdentity({ ...identityOf(manifest), group: '' });
}

/** `12 pods on 3 nodes`, or how many of them found none. */
export function placedText({ placed, replicas }: WorkloadCapacity): string {
  const pods = placed.reduce((sum, { count }) => sum + count, 0);
  const of = pods === replicas ? plural(pods, 'pod') : `${pods} of ${plural(replicas, 'pod')}`;
  return `${of} on ${plural(placed.length, 'node')}`;
}

/** What a reviewer must know beside the status: reasons, what shares the shortage, and what is lost. */
export function whyText({ reasons, together, zoneLost }: WorkloadCapacity): readonly string[] {
  const others = together.length > 1 ? [`together with ${together.map(nameOf).join(', ')}`] : [];
  return [...(zoneLost === undefined ? [] : [`without zone ${zoneLost}`]), ...reasons, ...others];
}

/** The nodes that refuse, one line for each pool and reason: `pool general: Insufficient cpu (3 nodes)`. */
export function refusalLines(refused: readonly RefusingNode[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { pool, message } of refused) {
    const line = `${pool}: ${message}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `${line} (${plural(count, 'node')})`);
}

/** `requests.cpu 3500m of 4`, worst first. */
export function quotaTexts({ entries }: QuotaAnswer): readonly string[] {
  return entries
    .toSorted((left, right) => right.used / right.hard - left.used / left.hard)
    .map(({ key, used, hard }) => `${key} ${formatAmount(key, used)} of ${formatAmount(key, hard)}`);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

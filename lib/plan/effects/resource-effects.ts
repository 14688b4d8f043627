import { workloadDemands } from '../../capacity/demand/workload-demands';
import { formatAmount, type Amounts } from '../../capacity/resources/amounts';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { PairedObjects } from '../pair-objects';
import type { PlanContext } from '../plan-context';
import type { Effect } from './effect';

/** What the changed workloads of a namespace ask for more, or less, all their pods together at their highest. */
export function resourceEffects({ updated, created, deleted }: PairedObjects, context: PlanContext): readonly Effect[] {
  const sums = new Map<string, number>();
  add(sums, [...updated.map((object) => object.before), ...deleted], context.base, -1);
  add(sums, [...updated.map((object) => object.after), ...created], context.next, 1);
  return [...sums]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, amount]): Effect[] => {
      const [namespace = '', kind = '', resource = ''] = key.split(' ');
      if (amount === 0) return [];
      const text = `${amount > 0 ? '+' : '-'}${formatAmount(resource, Math.abs(amount))}`;
      return [{ topic: 'resources', sign: '~', text: `namespace ${namespace}: ${kind} of ${resource} ${text}` }];
    });
}

function add(sums: Map<string, number>, objects: readonly LocatedManifest[], context: ManifestSet, sign: 1 | -1): void {
  const changed = new Set(objects);
  for (const demand of workloadDemands(context)) {
    if (!changed.has(demand.object) || demand.replicas === 'one a node') continue;
    const namespace = namespaceOf(demand.object.manifest);
    const parts: readonly (readonly [string, Amounts])[] = [
      ['requests', demand.resources.requests],
      ['limits', demand.resources.limits],
    ];
    for (const [kind, amounts] of parts) {
      for (const [resource, amount] of amounts) {
        const key = `${namespace} ${kind} ${resource}`;
        sums.set(key, (sums.get(key) ?? 0) + sign * amount * demand.replicas);
      }
    }
  }
}

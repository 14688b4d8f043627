import { scaleCountOrPercent } from '../../manifest/pods/count-or-percent';
import { budgetedPods } from '../../manifest/pods/disruption-budgets';
import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { replicaRangeOf } from '../../manifest/pods/replica-range';
import { workloadKindOf } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { invalid } from '../field-error';

/** A PodDisruptionBudget leaves room for the eviction of at least one Pod. */
export const noBlockedEviction: Check = {
  id: 'no-blocked-eviction',
  severity: 'error',
  profile: 'baseline',
  why:
    'Every eviction is refused: node drains, upgrades of the cluster and the consolidation of nodes wait for ever, ' +
    'or force the Pods out in the end.',
  kinds: ['policy/PodDisruptionBudget'],
  run: function* (object, { manifests }) {
    const spec = Field.root(object.manifest).at('spec');
    const counted = expectedPods(object, manifests);
    const minAvailable = spec.at('minAvailable');
    const maxUnavailable = spec.at('maxUnavailable');
    if (maxUnavailable.isSet && scaleCountOrPercent(maxUnavailable.value, 100) === 0) {
      const message = `Invalid value: ${JSON.stringify(maxUnavailable.value)}: allows no eviction at all`;
      yield { path: maxUnavailable.path, message, fix: 'allow at least 1' };
    }
    if (counted === undefined) {
      const percent = typeof minAvailable.value === 'string' ? scaleCountOrPercent(minAvailable.value, 100) : undefined;
      if (percent !== undefined && percent >= 100)
        yield invalid(minAvailable, 'allows no eviction, however many Pods there are', 'use maxUnavailable: 1');
      return;
    }
    const needed = scaleCountOrPercent(minAvailable.value, counted.pods);
    if (needed === undefined || needed < counted.pods) return;
    yield {
      path: minAvailable.path,
      message: `Invalid value: ${JSON.stringify(minAvailable.value)}: allows no eviction while there are ${counted.pods} Pods (${counted.saidBy})`,
      fix:
        counted.pods === 1 ? 'run 2 replicas, or drop the budget of a workload that has one' : 'use maxUnavailable: 1',
    };
  },
};

interface Counted {
  readonly pods: number;
  readonly saidBy: string;
}

/** How many Pods the budget counts when its workloads are at their smallest; undefined where that cannot be known. */
function expectedPods(budget: LocatedManifest, manifests: ManifestSet): Counted | undefined {
  const owners = (budgetedPods(manifests, budget) ?? []).map(({ owner }) => owner);
  if (owners.length === 0 || !owners.every(({ manifest }) => workloadKindOf(manifest)?.isScalable === true))
    return undefined;
  const ranges = owners.map((owner) => replicaRangeOf(manifests, owner));
  const pods = ranges.reduce((sum, { minimum }) => sum + minimum, 0);
  // With no Pods there is nothing to evict; with the first one there is.
  return { pods: Math.max(pods, 1), saidBy: [...new Set(ranges.map(({ saidBy }) => saidBy))].join(', ') };
}

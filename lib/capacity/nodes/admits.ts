import type { Pod } from '../demand/pod';
import type { ElasticPool } from './elastic-pool';
import type { Requirement } from './requirement';
import { untoleratedTaint } from './taint';

/**
 * Whether a pool may make nodes for a pod: true unless its taints keep the pod off, or what both require of a label
 * excludes each other. What the pool does not say may be as the pod wants it.
 */
export function admits(pool: ElasticPool, pod: Pod): boolean {
  if (pod.nodeName !== undefined || untoleratedTaint(pool.taints, pod.tolerations) !== undefined) return false;
  const selected = Object.entries(pod.nodeSelector).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  if (!selected.every((wanted) => isPossible(pool, wanted))) return false;
  const alternatives = [...(pod.nodeAffinity === undefined ? [] : [pod.nodeAffinity]), ...(pod.volumeTerms ?? [])];
  return alternatives.every((terms) => terms.some(({ labels }) => labels.every((wanted) => isPossible(pool, wanted))));
}

function isPossible({ requirements }: ElasticPool, wanted: Requirement): boolean {
  return requirements.filter(({ key }) => key === wanted.key).every((offered) => overlap(offered, wanted));
}

function overlap(offered: Requirement, wanted: Requirement): boolean {
  if (wanted.operator === 'DoesNotExist') return offered.operator !== 'In' && offered.operator !== 'Exists';
  if (offered.operator === 'DoesNotExist') return wanted.operator === 'NotIn';
  if (offered.operator !== 'In')
    return (
      offered.operator !== 'NotIn' ||
      wanted.operator !== 'In' ||
      wanted.values.some((value) => !offered.values.includes(value))
    );
  if (wanted.operator === 'In') return offered.values.some((value) => wanted.values.includes(value));
  if (wanted.operator === 'NotIn') return offered.values.some((value) => !wanted.values.includes(value));
  return true;
}

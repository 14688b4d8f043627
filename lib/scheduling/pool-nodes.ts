import type { NodePool } from '../fleet/node-pools';
import type { NodeTaint } from '../fleet/node-taint';
import { compareText } from '../manifest/objects/compare-text';
import type { Labels } from '../manifest/objects/label-selector';
import type { TolerationOptions } from '../model/placement-options';

/** The fewest labels that the nodes of a pool have, and those of no other pool; undefined where nothing tells them apart. */
export function labelsThatTellApart(pool: NodePool, pools: readonly NodePool[]): Labels | undefined {
  if (pool.karpenter !== undefined) return { 'karpenter.sh/nodepool': pool.name };
  const others = pools.filter(({ name }) => name !== pool.name);
  const labels = Object.entries(pool.labels ?? {}).sort(([one], [other]) => compareText(one, other));
  const own = labels.find(([key, value]) => others.every((other) => other.labels?.[key] !== value));
  if (own !== undefined) return Object.fromEntries([own]);
  const isShared = others.some((other) => labels.every(([key, value]) => other.labels?.[key] === value));
  return isShared ? undefined : Object.fromEntries(labels);
}

/** What a pod says so that the taints of a pool do not keep it off. */
export function tolerationsOf({
  taints = [],
}: {
  readonly taints?: readonly NodeTaint[];
}): readonly TolerationOptions[] {
  return taints.map(({ key, value = '', effect }) =>
    value === '' ? { key, operator: 'Exists', effect } : { key, operator: 'Equal', value, effect },
  );
}

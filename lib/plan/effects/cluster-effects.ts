import { isDeepStrictEqual } from 'node:util';
import type { ClusterFacts } from '../../fleet/cluster-facts';
import { describeCluster } from '../../fleet/describe-cluster';
import type { PlanContext } from '../plan-context';
import type { Effect } from './effect';

const longest = 160;

/** What is known of the cluster that is not as it was: its Kubernetes version, its mesh, its node pools. */
export function clusterEffects({ cluster, clusterBefore }: PlanContext): readonly Effect[] {
  if (cluster === clusterBefore) return [];
  const [before, after] = [clusterBefore, cluster].map(
    (facts: ClusterFacts) => new Map(Object.entries(describeCluster(facts))),
  );
  if (before === undefined || after === undefined) return [];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): Effect[] => {
    const [old, fresh] = [before.get(name), after.get(name)];
    if (isDeepStrictEqual(old, fresh)) return [];
    return [{ topic: 'cluster', sign: '~', text: `${name}: ${shown(old)} -> ${shown(fresh)}` }];
  });
}

function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

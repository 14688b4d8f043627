import type { Pod } from '../demand/pod';
import { staticRefusal } from '../filters/static-refusal';
import { admits } from './admits';
import { hostnameLabel, type Node } from './node';
import type { Nodes } from './read-nodes';

/** The pools of a cluster, by what their nodes take. */
export interface Pools {
  /** Names of the pools with a node that takes a pod, sorted; undefined where no node is known. */
  readonly namesFor: (pod: Pod) => readonly string[] | undefined;
}

/** Groups nodes by their pools. Nodes that differ in nothing but their names are asked once. */
export function poolsOf({ nodes, elasticPools }: Nodes): Pools {
  const kinds = new Map<string, Node>();
  for (const node of nodes) {
    const { [hostnameLabel]: _, ...labels } = node.labels;
    const key = JSON.stringify([node.pool, labels, node.taints, node.unschedulable]);
    if (!kinds.has(key)) kinds.set(key, node);
  }
  const isKnown = kinds.size + elasticPools.length > 0;
  return {
    namesFor: (pod) => {
      if (!isKnown) return undefined;
      const taking = [...kinds.values()].filter((node) => staticRefusal(pod, node) === undefined);
      const elastic = elasticPools.filter((pool) => admits(pool, pod));
      return [...new Set([...taking.map(({ pool }) => pool), ...elastic.map(({ name }) => name)])].sort();
    },
  };
}

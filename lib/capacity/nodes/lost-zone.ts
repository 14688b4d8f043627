import { zoneLabel, type Node } from './node';
import type { Nodes } from './read-nodes';

/** The zones that nodes stand in, sorted. */
export function zonesOf({ nodes }: Nodes): readonly string[] {
  return [...new Set(nodes.flatMap(({ labels }) => labels[zoneLabel] ?? []))].sort();
}

/** The nodes that are left without a zone. */
export function withoutZone(nodes: Nodes, zone: string): Nodes {
  return { ...nodes, nodes: nodes.nodes.filter((node) => !isIn(node, zone)) };
}

/**
 * The nodes without a zone where pools make the lost ones anew in their other zones, as far as their maximum lets them;
 * undefined where no pool can. Whether one does, and in time, is not known.
 */
export function madeElsewhere(nodes: Nodes, zone: string): Nodes | undefined {
  let made = 0;
  const all = nodes.nodes.flatMap((node): readonly Node[] => {
    if (!isIn(node, zone)) return [node];
    const others = (node.zones ?? []).filter((other) => other !== zone);
    const next = others[made % Math.max(1, others.length)];
    if (next === undefined) return [];
    made += 1;
    return [{ ...node, labels: { ...node.labels, [zoneLabel]: next } }];
  });
  return made === 0 ? undefined : { ...nodes, nodes: all };
}

function isIn({ labels }: Node, zone: string): boolean {
  return labels[zoneLabel] === zone;
}

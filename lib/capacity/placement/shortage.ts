import { portsCollide } from '../filters/node-ports';
import { termsAlwaysApart } from '../filters/inter-pod-affinity';
import { countsTowards, nodesCounted } from '../filters/topology-spread';
import { unsaidLabel } from '../nodes/unsaid-labels';
import { podsOf } from './place';
import { PlacedDemands } from './placed-demands';
import { searchAll } from './search-all';
import type { Scene } from './scene';

/** Demands that cannot all have their pods placed, whatever the order, and why not. */
export interface Shortage {
  readonly demands: readonly number[];
  /** What there is too little of; left out where a rule and no resource is in the way. */
  readonly resource?: string;
  readonly message: string;
}

/**
 * Proofs that pods cannot be placed: one workload against its own nodes and rules, then sets of workloads against the
 * nodes that they share, then, where few pods and nodes are left, every placement there is.
 *
 * @param isFlexible whether a demand may get nodes that are not there yet: then nothing is proved against it
 */
export function findShortages(
  scene: Scene,
  missing: ReadonlyMap<number, number>,
  isFlexible: (demand: number) => boolean,
): readonly Shortage[] {
  const shortages: Shortage[] = [];
  const found = new Set<number>();
  const add = (shortage: Shortage | undefined): void => {
    if (shortage === undefined || shortage.demands.some(isFlexible)) return;
    shortages.push(shortage);
    for (const demand of shortage.demands) found.add(demand);
  };
  const emptied = withDaemons(scene);
  // Whatever an attempt placed alone has no shortage of its own.
  for (const demand of missing.keys()) add(shortageAlone(scene, emptied, demand));
  for (const demand of missing.keys()) {
    if (!found.has(demand)) add(sharedShortage(scene, emptied, demand, isFlexible));
  }
  if (shortages.length === 0 && missing.size > 0) add(searchAll(scene, emptied));
  return shortages;
}

/** The nodes with the pods of every DaemonSet on them, and nothing else. */
export function withDaemons(scene: Scene): PlacedDemands {
  const placement = new PlacedDemands(scene);
  scene.demands.forEach(({ replicas }, demand) => {
    if (replicas === 'one a node') for (const node of scene.eligible[demand] ?? []) placement.place(demand, node);
  });
  return placement;
}

function shortageAlone(scene: Scene, emptied: PlacedDemands, demand: number): Shortage | undefined {
  const nodes = scene.eligible[demand] ?? [];
  const pods = podsOf(scene, demand);
  const only = { demands: [demand] };
  if (scene.demands[demand]?.replicas === 'one a node') return daemonShortage(scene, emptied, demand);
  if (nodes.length === 0) return pods === 0 ? undefined : { ...only, message: 'no node takes its pods' };
  const room = nodes.reduce((sum, node) => sum + emptied.roomFor(demand, node), 0);
  if (room < pods) {
    const resource = scarcest(scene, emptied, demand, nodes);
    return {
      ...only,
      ...(resource === undefined ? {} : { resource }),
      message: `${room} of ${pods} pods fit on the ${nodes.length} nodes that take them`,
    };
  }
  return ruleShortage(scene, emptied, demand, nodes, pods);
}

/** On some node, the pods of all DaemonSets together ask for more than it has. */
function daemonShortage(scene: Scene, emptied: PlacedDemands, demand: number): Shortage | undefined {
  const columns = scene.resources.length;
  for (const node of scene.eligible[demand] ?? []) {
    const column = scene.resources.findIndex((_, index) => (emptied.free[node * columns + index] ?? 0) < 0);
    const resource = scene.resources[column];
    if (resource === undefined) continue;
    const together = scene.demands.flatMap(({ pod }, other) =>
      emptied.of(other).has(node) && (pod.requests.get(resource) ?? 0) > 0 ? [other] : [],
    );
    if (!together.includes(demand)) continue;
    return {
      demands: together,
      resource,
      message: `the DaemonSets of node ${scene.nodes[node]?.name ?? ''} ask for more ${resource} than it has`,
    };
  }
  return undefined;
}

/** More pods than a rule between them leaves domains for. */
function ruleShortage(
  scene: Scene,
  emptied: PlacedDemands,
  demand: number,
  nodes: readonly number[],
  pods: number,
): Shortage | undefined {
  const pod = scene.demands[demand]?.pod;
  if (pod === undefined) return undefined;
  const labelOf = (node: number, key: string) => scene.nodes[node]?.labels[key];
  if (portsCollide(pod, pod) && nodes.length < pods) {
    return { demands: [demand], message: `${pods} pods want one host port on ${nodes.length} nodes` };
  }
  for (const { topologyKey } of termsAlwaysApart(pod, pod)) {
    const domains = nodes.map((node) => labelOf(node, topologyKey));
    const count = new Set(domains).size;
    if (!domains.includes(undefined) && count < pods) {
      return {
        demands: [demand],
        message: `anti-affinity keeps ${pods} pods apart by ${topologyKey}, of which there are ${count}`,
      };
    }
  }
  // Which domains count is not known where the labels of nodes are not.
  if (unsaidLabel(pod, scene.nodes) !== undefined) return undefined;
  for (const constraint of pod.spread) {
    const isAlone = scene.demands.every(
      (_, other) => other === demand || !countsTowards(constraint, demand, other, emptied),
    );
    if (!isAlone || !countsTowards(constraint, demand, demand, emptied)) continue;
    const counted = nodesCounted(pod, constraint, scene.nodes);
    const room = new Map<string, number>();
    for (const node of counted) room.set(labelOf(node, constraint.topologyKey) ?? '', 0);
    for (const node of nodes) {
      const domain = labelOf(node, constraint.topologyKey);
      if (domain !== undefined) room.set(domain, (room.get(domain) ?? 0) + emptied.roomFor(demand, node));
    }
    const least = room.size < constraint.minDomains ? 0 : Math.min(...room.values());
    const most = [...room.values()].reduce((sum, each) => sum + Math.min(each, least + constraint.maxSkew), 0);
    if (most < pods) {
      return {
        demands: [demand],
        message: `spread over ${constraint.topologyKey} with maxSkew ${constraint.maxSkew} leaves room for ${most} of ${pods} pods`,
      };
    }
  }
  return undefined;
}

/** The resource of which the empty nodes have least for a demand. */
function scarcest(scene: Scene, emptied: PlacedDemands, demand: number, nodes: readonly number[]): string | undefined {
  const columns = scene.resources.length;
  let least = Infinity;
  let scarce: string | undefined;
  scene.resources.forEach((resource, column) => {
    const wanted = scene.requests[demand * columns + column] ?? 0;
    if (wanted === 0) return;
    const room = nodes.reduce(
      (sum, node) => sum + Math.max(0, Math.floor((emptied.free[node * columns + column] ?? 0) / wanted)),
      0,
    );
    if (room < least) [least, scarce] = [room, resource];
  });
  return scarce;
}

/**
 * All pods that have no other nodes than those of a demand, against what these nodes have: more than all of it, or more
 * pods of over half a node than there are nodes.
 */
function sharedShortage(
  scene: Scene,
  emptied: PlacedDemands,
  demand: number,
  isFlexible: (demand: number) => boolean,
): Shortage | undefined {
  const nodes = scene.eligible[demand] ?? [];
  const inside = new Set(nodes);
  const sharing = scene.demands.flatMap(({ replicas }, other) => {
    const eligible = scene.eligible[other] ?? [];
    const confined =
      replicas !== 'one a node' &&
      !isFlexible(other) &&
      eligible.length > 0 &&
      eligible.every((node) => inside.has(node));
    return confined ? [other] : [];
  });
  const columns = scene.resources.length;
  for (const [column, resource] of scene.resources.entries()) {
    const wanted = (other: number) => scene.requests[other * columns + column] ?? 0;
    const has = nodes.map((node) => Math.max(0, emptied.free[node * columns + column] ?? 0));
    const total = has.reduce((sum, each) => sum + each, 0);
    const asked = smallestOver(sharing, (other) => wanted(other) * podsOf(scene, other), total);
    if (asked !== undefined) {
      return {
        demands: asked,
        resource,
        message: `together they ask for more ${resource} than the ${nodes.length} nodes that take them have`,
      };
    }
    const half = Math.max(...has) / 2;
    const large = smallestOver(
      sharing.filter((other) => wanted(other) > half),
      (other) => podsOf(scene, other),
      nodes.length,
    );
    if (large !== undefined) {
      return {
        demands: large,
        resource,
        message: `each pod asks for over half the ${resource} of a node, and there are ${nodes.length} nodes`,
      };
    }
  }
  return undefined;
}

/** The fewest members, largest first, whose sum is over a bound; undefined where all together are not. */
function smallestOver(
  members: readonly number[],
  amount: (member: number) => number,
  bound: number,
): readonly number[] | undefined {
  const chosen: number[] = [];
  let sum = 0;
  for (const member of members.toSorted((a, b) => amount(b) - amount(a) || a - b)) {
    chosen.push(member);
    sum += amount(member);
    if (sum > bound) return chosen.toSorted((a, b) => a - b);
  }
  return undefined;
}

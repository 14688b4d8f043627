/**
 * A scheduler that knows nothing of `lib/`: it takes pods in the order given and puts each on one of the nodes that pass
 * its filters, chosen by the caller. Pods that find none wait, and are tried again as long as others are placed.
 */
export interface SimulatedNode {
  readonly name: string;
  readonly zone: string;
  readonly cpu: number;
  readonly memory: number;
  readonly pool: string;
  readonly tainted: boolean;
  readonly unschedulable: boolean;
}

/** Pods of a class with a number are worth more than others; those that are polite wait for their turn all the same. */
export type SimulatedPriority = 'low' | 'high' | 'polite';

export interface SimulatedWorkload {
  readonly name: string;
  readonly replicas: number;
  readonly cpu: number;
  readonly memory: number;
  readonly pool?: string | undefined;
  readonly tolerates: boolean;
  readonly spread?:
    | {
        readonly key: 'zone' | 'name';
        readonly maxSkew: number;
        readonly honorTaints: boolean;
        readonly minDomains?: number | undefined;
      }
    | undefined;
  /** Keeps away from the pods of a workload, by host or by zone. */
  readonly apart?: { readonly from: string; readonly key: 'zone' | 'name' } | undefined;
  readonly near?: { readonly to: string; readonly key: 'zone' | 'name' } | undefined;
  readonly hostPort?: number | undefined;
  /** The one node that the scheduler may choose. */
  readonly host?: string | undefined;
  /** The node that the pods name themselves: no scheduler is asked, and its kubelet takes what it has room for. */
  readonly nodeName?: string | undefined;
  /** The zone of a volume that the pods share. */
  readonly volumeZone?: string | undefined;
  readonly priority?: SimulatedPriority | undefined;
}

interface PlacedPod {
  readonly workload: SimulatedWorkload;
  readonly node: SimulatedNode;
}

/** How many pods of each workload stay without a node. */
export function pendingPods(
  nodes: readonly SimulatedNode[],
  queue: readonly SimulatedWorkload[],
  choose: (count: number) => number,
): ReadonlyMap<string, number> {
  let placed: readonly PlacedPod[] = [];
  let waiting = [...queue];
  for (;;) {
    const left: SimulatedWorkload[] = [];
    let moved = false;
    for (const workload of waiting) {
      const feasible = nodes.filter((node) => takes(node, workload, nodes, placed));
      const node = feasible[choose(feasible.length)];
      if (node !== undefined) {
        placed = [...placed, { workload, node }];
        continue;
      }
      const cleared = nodes.flatMap((each) => {
        const rest = placed.filter((pod) => pod.node !== each || !givesWay(pod.workload, workload));
        return rest.length < placed.length && takes(each, workload, nodes, rest) ? [{ node: each, rest }] : [];
      });
      const chosen = cleared[choose(cleared.length)];
      if (chosen === undefined) {
        left.push(workload);
        continue;
      }
      const { rest } = chosen;
      left.push(...placed.filter((pod) => !rest.includes(pod)).map((pod) => pod.workload));
      placed = [...rest, { workload, node: chosen.node }];
      moved = true;
    }
    if ((left.length === waiting.length && !moved) || left.length === 0) {
      const pending = new Map<string, number>();
      for (const { name } of left) pending.set(name, (pending.get(name) ?? 0) + 1);
      return pending;
    }
    waiting = left;
  }
}

const worth = { low: -1, none: 0, high: 1, polite: 1 };

/** Whether a pod is driven away for another. */
function givesWay(pod: SimulatedWorkload, other: SimulatedWorkload): boolean {
  if (other.priority === 'polite' || other.nodeName !== undefined) return false;
  return worth[pod.priority ?? 'none'] < worth[other.priority ?? 'none'];
}

/** What node affinity says. */
function mayRunOn(node: SimulatedNode, { pool, host }: SimulatedWorkload): boolean {
  return (pool === undefined || pool === node.pool) && (host === undefined || host === node.name);
}

/** Whether pods that are on a node leave room for one more: all that its kubelet asks. */
function hasRoom(node: SimulatedNode, workload: SimulatedWorkload, here: readonly SimulatedWorkload[]): boolean {
  if (here.reduce((sum, pod) => sum + pod.cpu, 0) + workload.cpu > node.cpu) return false;
  if (here.reduce((sum, pod) => sum + pod.memory, 0) + workload.memory > node.memory) return false;
  return workload.hostPort === undefined || !here.some((pod) => pod.hostPort === workload.hostPort);
}

/** Whether a kubelet takes one more pod that names its node, with those that are there. */
export function kubeletTakes(
  node: SimulatedNode,
  workload: SimulatedWorkload,
  here: readonly SimulatedWorkload[],
): boolean {
  const { volumeZone = node.zone } = workload;
  return volumeZone === node.zone && mayRunOn(node, workload) && hasRoom(node, workload, here);
}

function takes(
  node: SimulatedNode,
  workload: SimulatedWorkload,
  nodes: readonly SimulatedNode[],
  placed: readonly PlacedPod[],
): boolean {
  const here = placed.filter((pod) => pod.node === node).map((pod) => pod.workload);
  if (workload.nodeName !== undefined) return workload.nodeName === node.name && kubeletTakes(node, workload, here);
  if (!mayRunOn(node, workload) || node.unschedulable || (node.tainted && !workload.tolerates)) return false;
  if (workload.volumeZone !== undefined && workload.volumeZone !== node.zone) return false;
  if (!hasRoom(node, workload, here)) return false;
  const { spread, apart, near } = workload;
  if (spread !== undefined) {
    const counted = nodes.filter(
      (each) =>
        mayRunOn(each, workload) &&
        !(spread.honorTaints && (each.unschedulable || (each.tainted && !workload.tolerates))),
    );
    const count = (domain: string) =>
      placed.filter(
        (pod) => pod.workload.name === workload.name && counted.includes(pod.node) && pod.node[spread.key] === domain,
      ).length;
    const domains = [...new Set(counted.map((each) => each[spread.key]))];
    const least = domains.length < (spread.minDomains ?? 1) ? 0 : Math.min(...domains.map(count));
    if (count(node[spread.key]) + 1 - least > spread.maxSkew) return false;
  }
  if (
    apart !== undefined &&
    placed.some((pod) => pod.workload.name === apart.from && pod.node[apart.key] === node[apart.key])
  )
    return false;
  for (const pod of placed) {
    const theirs = pod.workload.apart;
    if (theirs?.from === workload.name && pod.node[theirs.key] === node[theirs.key]) return false;
  }
  if (near !== undefined) {
    const others = placed.filter((pod) => pod.workload.name === near.to);
    const isFirst = others.length === 0 && near.to === workload.name;
    if (!isFirst && !others.some((pod) => pod.node[near.key] === node[near.key])) return false;
  }
  return true;
}

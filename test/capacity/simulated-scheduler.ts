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
}

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
      }
    | undefined;
  /** Keeps away from the pods of a workload, by host or by zone. */
  readonly apart?: { readonly from: string; readonly key: 'zone' | 'name' } | undefined;
  readonly near?: { readonly to: string; readonly key: 'zone' | 'name' } | undefined;
  readonly hostPort?: number | undefined;
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
  const placed: PlacedPod[] = [];
  let waiting = [...queue];
  for (;;) {
    const left: SimulatedWorkload[] = [];
    for (const workload of waiting) {
      const feasible = nodes.filter((node) => takes(node, workload, nodes, placed));
      const node = feasible[choose(feasible.length)];
      if (node === undefined) left.push(workload);
      else placed.push({ workload, node });
    }
    if (left.length === waiting.length || left.length === 0) {
      const pending = new Map<string, number>();
      for (const { name } of left) pending.set(name, (pending.get(name) ?? 0) + 1);
      return pending;
    }
    waiting = left;
  }
}

function mayRunOn(node: SimulatedNode, workload: SimulatedWorkload): boolean {
  return workload.pool === undefined || workload.pool === node.pool;
}

function takes(
  node: SimulatedNode,
  workload: SimulatedWorkload,
  nodes: readonly SimulatedNode[],
  placed: readonly PlacedPod[],
): boolean {
  if (!mayRunOn(node, workload) || (node.tainted && !workload.tolerates)) return false;
  const here = placed.filter((pod) => pod.node === node);
  if (here.reduce((sum, pod) => sum + pod.workload.cpu, 0) + workload.cpu > node.cpu) return false;
  if (here.reduce((sum, pod) => sum + pod.workload.memory, 0) + workload.memory > node.memory) return false;
  if (workload.hostPort !== undefined && here.some((pod) => pod.workload.hostPort === workload.hostPort)) return false;
  const { spread, apart, near } = workload;
  if (spread !== undefined) {
    const counted = nodes.filter(
      (each) => mayRunOn(each, workload) && !(spread.honorTaints && each.tainted && !workload.tolerates),
    );
    const count = (domain: string) =>
      placed.filter(
        (pod) => pod.workload.name === workload.name && counted.includes(pod.node) && pod.node[spread.key] === domain,
      ).length;
    const least = Math.min(...[...new Set(counted.map((each) => each[spread.key]))].map(count));
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

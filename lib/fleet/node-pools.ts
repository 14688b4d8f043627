import type { KarpenterFacts } from './autoscaler-facts';
import { karpenterPoolShape, type KarpenterPool } from './karpenter-pool';
import { karpenterProblem } from './karpenter-problem';
import { dnsLabel } from './name-rules';
import { taintShape, type NodeTaint } from './node-taint';
import { quantity } from './quantity-shape';
import { reject } from './reject';
import { fields, listOf, mapOf, notFound, text, wholeNumber, wholeNumberFrom, type ShapeProblem } from './shape';

/** Nodes that are made alike: what pods may ask of one, and how many there may be. */
export interface NodePool {
  /** Name of the pool, unique in its cluster: `onPool` and reports call it by that. */
  readonly name: string;
  /** Labels of each node, besides zone, region, host name and operating system. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Taints of each node: pods that do not tolerate them stay off the pool. @default none */
  readonly taints?: readonly NodeTaint[];
  /**
   * What pods may ask of one node, as `status.allocatable` of a Node has it: `{ cpu: '3920m', memory: '14Gi', pods: '58' }`.
   * Without `pods`, a node takes 110 of them, the kubelet default: say it where a provider lets a node have fewer.
   *
   * @default not known: nothing about the pool is proved, and `instanceTypes` are required
   */
  readonly allocatable?: Readonly<Record<string, string>>;
  /** Values of the node label `node.kubernetes.io/instance-type`. @default any */
  readonly instanceTypes?: readonly string[];
  /** Zones of its nodes, among those of the cluster. @default those of the cluster */
  readonly zones?: readonly string[];
  /** The fewest nodes of the pool, in all of its zones together. @default 0 */
  readonly minimum?: number;
  /** The most nodes of the pool, in all of its zones together: at most 5000, as many as a cluster may have. */
  readonly maximum: number;
  /**
   * What DaemonSets that are not in the tree ask for on each node, in the words of `allocatable`.
   *
   * @default none
   */
  readonly daemonSetOverhead?: Readonly<Record<string, string>>;
  /** How Karpenter makes its nodes. @default something else makes them, and no NodePool is emitted */
  readonly karpenter?: KarpenterPool;
}

/** How the pools of a cluster are checked. */
export const nodePoolsShape = listOf(
  fields({
    name: text,
    'labels?': mapOf(text),
    'taints?': listOf(taintShape),
    'allocatable?': mapOf(quantity),
    'instanceTypes?': listOf(text),
    'zones?': listOf(text),
    'minimum?': wholeNumber,
    maximum: wholeNumber,
    'daemonSetOverhead?': mapOf(quantity),
    'karpenter?': karpenterPoolShape,
  }),
);

/** https://kubernetes.io/docs/setup/best-practices/cluster-large */
const mostNodes = 5000;

/** Stops the program where pools do not fit each other or their cluster. */
export function assertNodePools(
  cluster: string,
  pools: readonly NodePool[],
  zones: readonly string[],
  installed: KarpenterFacts | undefined,
): void {
  const names = new Set<string>();
  pools.forEach((pool, index) => {
    const problem = names.has(pool.name)
      ? { path: '.name', message: `Duplicate value: "${pool.name}"`, fix: 'give each pool a name of its own' }
      : problemOf(pool, zones, installed);
    names.add(pool.name);
    if (problem !== undefined)
      reject({ kind: 'Cluster', name: cluster }, { ...problem, path: `nodePools[${index}]${problem.path}` });
  });
}

function problemOf(
  pool: NodePool,
  zones: readonly string[],
  installed: KarpenterFacts | undefined,
): ShapeProblem | undefined {
  const { name, minimum = 0, maximum, allocatable, instanceTypes, zones: own = [], karpenter } = pool;
  const stray = own.find((zone) => !zones.includes(zone));
  if (stray !== undefined) return notFound('.zones', stray, zones);
  if (allocatable === undefined && instanceTypes === undefined)
    return {
      path: '.allocatable',
      message: 'Required value: what pods may ask of a node',
      fix: 'say it, or instanceTypes where it is not known',
    };
  const unsaid = ['cpu', 'memory'].find((resource) => allocatable !== undefined && allocatable[resource] === undefined);
  if (unsaid !== undefined)
    return {
      path: `.allocatable.${unsaid}`,
      message: `Required value: a node of the pool would have no ${unsaid}, and take no pod that asks for some`,
      fix: 'say it, or leave allocatable out where it is not known, and say instanceTypes',
    };
  return (
    dnsLabel(name, '.name') ??
    wholeNumberFrom(1, mostNodes)(maximum, '.maximum') ??
    wholeNumberFrom(0, maximum)(minimum, '.minimum') ??
    (karpenter === undefined ? undefined : karpenterProblem(pool, karpenter, installed))
  );
}

/** The zones that nodes of a pool stand in. */
export function zonesOfPool({ zones }: NodePool, ofCluster: readonly string[]): readonly string[] {
  return zones ?? ofCluster;
}

import { parseQuantity } from '../manifest/objects/quantity';
import { dnsLabel } from './name-rules';
import { reject } from './reject';
import {
  fields,
  listOf,
  mapOf,
  oneOf,
  text,
  wholeNumber,
  type Shape,
  mustBe,
  notFound,
  wholeNumberFrom,
  type ShapeProblem,
} from './shape';

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

/** What keeps pods off a node unless they tolerate it. */
export interface NodeTaint {
  /** Key of the taint. */
  readonly key: string;
  /** Value of the taint. @default none */
  readonly value?: string;
  /** What happens to pods that do not tolerate it. */
  readonly effect: TaintEffect;
}

/** What a taint does to pods that do not tolerate it: they are not placed there, better not, or driven away. */
export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';

/** How nodes are paid for. */
export type CapacityType = 'on-demand' | 'spot' | 'reserved';

/** How Karpenter makes the nodes of a pool. */
export interface KarpenterPool {
  /** Emitted as the requirement `karpenter.sh/capacity-type`. @default any */
  readonly capacityTypes?: readonly CapacityType[];
  /** Values of the node label `kubernetes.io/arch`. @default any */
  readonly architectures?: readonly string[];
  /** When nodes are taken together. Emitted as `spec.disruption.consolidationPolicy`. @default 'WhenEmptyOrUnderutilized', Karpenter's default */
  readonly consolidationPolicy?: 'WhenEmpty' | 'WhenEmptyOrUnderutilized';
  /** How long a node is left as it is before that, as `5m`, or `Never`. Emitted as `spec.disruption.consolidateAfter`. @default '0s', Karpenter's default */
  readonly consolidateAfter?: string;
  /** How long a node lives, as `720h`, or `Never`. Emitted as `spec.template.spec.expireAfter`. @default '720h', Karpenter's default */
  readonly expireAfter?: string;
  /** The object that says what the nodes are made of, where the tree does not make it. @default an EC2NodeClass of the pool's name, from `ec2` */
  readonly nodeClass?: NodeClassReference;
  /** What EC2 makes the nodes of. Emitted as an EC2NodeClass. @default none: `nodeClass` is required */
  readonly ec2?: Ec2NodeClass;
}

/** An object that says what Karpenter makes nodes of. */
export interface NodeClassReference {
  /** API group, such as `karpenter.k8s.aws`. */
  readonly group: string;
  /** Kind, such as `EC2NodeClass`. */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
}

/** What EC2 makes nodes of. */
export interface Ec2NodeClass {
  /** Image, by family and version: `al2023@v20260801`. Emitted as `spec.amiSelectorTerms[0].alias`. */
  readonly amiAlias: string;
  /** IAM role of the nodes. Emitted as `spec.role`. */
  readonly role: string;
  /** Tags of the subnets. Emitted as `spec.subnetSelectorTerms[0].tags`. */
  readonly subnetTags: Readonly<Record<string, string>>;
  /** Tags of the security groups. Emitted as `spec.securityGroupSelectorTerms[0].tags`. */
  readonly securityGroupTags: Readonly<Record<string, string>>;
}

/** An amount of a resource, as Kubernetes writes it. */
export const quantity: Shape = (value, path) =>
  (typeof value === 'string' || typeof value === 'number') && parseQuantity(value) !== undefined
    ? undefined
    : mustBe(path, value, 'a quantity, such as "3920m" or "14Gi"');

const tags = mapOf(text);

/** How the pools of a cluster are checked. */
export const nodePoolsShape = listOf(
  fields({
    name: text,
    'labels?': mapOf(text),
    'taints?': listOf(
      fields({ key: text, 'value?': text, effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute') }),
    ),
    'allocatable?': mapOf(quantity),
    'instanceTypes?': listOf(text),
    'zones?': listOf(text),
    'minimum?': wholeNumber,
    maximum: wholeNumber,
    'daemonSetOverhead?': mapOf(quantity),
    'karpenter?': fields({
      'capacityTypes?': listOf(oneOf('on-demand', 'spot', 'reserved')),
      'architectures?': listOf(text),
      'consolidationPolicy?': oneOf('WhenEmpty', 'WhenEmptyOrUnderutilized'),
      'consolidateAfter?': text,
      'expireAfter?': text,
      'nodeClass?': fields({ group: text, kind: text, name: text }),
      'ec2?': fields({ amiAlias: text, role: text, subnetTags: tags, securityGroupTags: tags }),
    }),
  }),
);

/** https://kubernetes.io/docs/setup/best-practices/cluster-large */
const mostNodes = 5000;

/** Stops the program where pools do not fit each other or their cluster. */
export function assertNodePools(cluster: string, pools: readonly NodePool[], zones: readonly string[]): void {
  const names = new Set<string>();
  pools.forEach((pool, index) => {
    const problem = names.has(pool.name)
      ? { path: '.name', message: `Duplicate value: "${pool.name}"`, fix: 'give each pool a name of its own' }
      : problemOf(pool, zones);
    names.add(pool.name);
    if (problem !== undefined)
      reject({ kind: 'Cluster', name: cluster }, { ...problem, path: `nodePools[${index}]${problem.path}` });
  });
}

function problemOf(
  { name, minimum = 0, maximum, allocatable, instanceTypes, zones: own = [], karpenter }: NodePool,
  zones: readonly string[],
): ShapeProblem | undefined {
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
  if (karpenter !== undefined && (karpenter.ec2 === undefined) === (karpenter.nodeClass === undefined))
    return {
      path: '.karpenter.ec2',
      message: 'Required value: exactly one of ec2 and nodeClass says what nodes are made of',
      fix: 'say one of them',
    };
  return (
    dnsLabel(name, '.name') ??
    wholeNumberFrom(1, mostNodes)(maximum, '.maximum') ??
    wholeNumberFrom(0, maximum)(minimum, '.minimum')
  );
}

/** The zones that nodes of a pool stand in. */
export function zonesOfPool({ zones }: NodePool, ofCluster: readonly string[]): readonly string[] {
  return zones ?? ofCluster;
}

import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { KarpenterPool } from '../../fleet/karpenter-pool';
import { zonesOfPool, type NodePool } from '../../fleet/node-pools';
import type { Labels } from '../../manifest/objects/label-selector';
import { readAmounts, type Amounts } from '../resources/amounts';
import type { ElasticPool } from './elastic-pool';
import { hostnameLabel, instanceTypeLabel, zoneLabel, type Node } from './node';
import type { Nodes } from './read-nodes';
import type { Requirement } from './requirement';
import type { Taint } from './taint';

/**
 * The nodes of a cluster's pools, each at its maximum and spread evenly over its zones. A pool of which nobody says what a
 * node has is one whose nodes may be of any size.
 */
export function nodesOfPools({ nodePools, zones, region }: ClusterFacts): Nodes {
  const sized = nodePools.filter(isSized);
  return {
    nodes: sized.flatMap((pool) => nodesOf(pool, zonesOfPool(pool, zones), region)),
    elasticPools: nodePools
      .filter((pool) => !isSized(pool))
      .map((pool) => elasticPool(pool, zonesOfPool(pool, zones), region)),
  };
}

/** What nobody says of a node is not nothing: facts may come from a file. */
function isSized({ allocatable }: NodePool): boolean {
  return allocatable?.cpu !== undefined && allocatable.memory !== undefined;
}

/** `maxPods` of the kubelet, where nobody says it. */
const podsByDefault = '110';

function nodesOf(pool: NodePool, zones: readonly string[], region: string | undefined): readonly Node[] {
  const { name, maximum, allocatable, daemonSetOverhead } = pool;
  const left = minus(readAmounts({ pods: podsByDefault, ...allocatable }), readAmounts(daemonSetOverhead));
  const taints = taintsOf(pool);
  return Array.from({ length: maximum }, (_, index) => {
    const zone = zones[index % Math.max(1, zones.length)];
    return {
      name: `${name}-${index + 1}`,
      labels: {
        ...labelsOf(pool, region),
        [hostnameLabel]: `${name}-${index + 1}`,
        ...(zone === undefined ? {} : { [zoneLabel]: zone }),
      },
      mayHaveMore: true,
      taints,
      unschedulable: false,
      allocatable: left,
      pool: name,
      zones,
    };
  });
}

function elasticPool(pool: NodePool, zones: readonly string[], region: string | undefined): ElasticPool {
  const { name, instanceTypes = [], karpenter } = pool;
  return {
    name,
    requirements: [
      ...Object.entries(labelsOf(pool, region)).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
      ...(instanceTypes.length > 1 ? oneOf(instanceTypeLabel, instanceTypes) : []),
      ...oneOf(zoneLabel, zones),
      ...requirementsOf(karpenter),
    ],
    taints: taintsOf(pool),
    limits: new Map(),
  };
}

/** What Karpenter is told of the labels of its nodes. */
function requirementsOf({
  capacityTypes,
  architectures,
  requirements = [],
}: KarpenterPool = {}): readonly Requirement[] {
  return [
    ...oneOf('karpenter.sh/capacity-type', capacityTypes),
    ...oneOf('kubernetes.io/arch', architectures),
    ...requirements.map(({ key, operator = 'In', values = [] }) => ({ key, operator, values })),
  ];
}

function oneOf(key: string, values: readonly string[] = []): readonly Requirement[] {
  return values.length === 0 ? [] : [{ key, operator: 'In', values }];
}

/** Labels that every node of a pool has. */
function labelsOf({ name, labels, instanceTypes = [], karpenter }: NodePool, region: string | undefined): Labels {
  const [instanceType, ...others] = instanceTypes;
  return {
    'kubernetes.io/os': 'linux',
    ...(region === undefined ? {} : { 'topology.kubernetes.io/region': region }),
    ...(instanceType === undefined || others.length > 0 ? {} : { [instanceTypeLabel]: instanceType }),
    ...(karpenter === undefined ? {} : { 'karpenter.sh/nodepool': name }),
    ...Object.fromEntries(
      requirementsOf(karpenter).flatMap(({ key, operator, values: [value, ...more] }) =>
        operator === 'In' && value !== undefined && more.length === 0 ? [[key, value]] : [],
      ),
    ),
    ...labels,
  };
}

function taintsOf({ taints = [] }: NodePool): readonly Taint[] {
  return taints.map(({ key, value = '', effect }) => ({ key, value, effect }));
}

function minus(amounts: Amounts, taken: Amounts): Amounts {
  return new Map(
    [...amounts].map(([resource, amount]) => [resource, Math.max(0, amount - (taken.get(resource) ?? 0))]),
  );
}

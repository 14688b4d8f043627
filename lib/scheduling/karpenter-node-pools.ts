import { Construct } from 'constructs';
import { Cluster } from '../fleet/cluster';
import type { KarpenterPool, KarpenterRequirement } from '../fleet/karpenter-pool';
import { zonesOfPool, type NodePool } from '../fleet/node-pools';
import { placedId } from '../fleet/placed-id';
import type { NodePoolSpec } from '../../imports/karpenter.sh';
import type { Manifest } from '../manifest/objects/manifest';
import type { Plain } from '../manifest/objects/plain';
import { nothingLeft } from '../model/nothing-left';
import { recordObjects } from './cluster-object';
import { emitEc2NodeClass } from './ec2-node-class';

/**
 * The node pools of the cluster that Karpenter makes: a NodePool for each that says `karpenter`, and an EC2NodeClass of the
 * same name where it says what EC2 makes the nodes of. A cluster without such pools gets none.
 */
export class KarpenterNodePools extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, placedId('KarpenterNodePools', scope, id));
    const { nodePools, zones } = Cluster.of(this);
    const manifests = nodePools.flatMap((pool): readonly Manifest[] => {
      const { name, karpenter } = pool;
      if (karpenter === undefined) return [];
      const nodePool = emitNodePool(pool, karpenter, zonesOfPool(pool, zones));
      return karpenter.ec2 === undefined ? [nodePool] : [nodePool, emitEc2NodeClass(name, karpenter.ec2)];
    });
    recordObjects(this, ...manifests);
  }
}

function emitNodePool(pool: NodePool, karpenter: KarpenterPool, zones: readonly string[]): Manifest {
  const { name, labels = {}, taints = [], instanceTypes, maximum } = pool;
  const { capacityTypes, architectures, requirements = [], nodeClass, ec2: _, ...rest } = karpenter;
  const { startupTaints = [], annotations = {}, expireAfter, terminationGracePeriod, ...others } = rest;
  const { weight, limits, replicas, consolidationPolicy, consolidateAfter, budgets, ...left } = others;
  nothingLeft(left);
  const disruption = {
    ...(consolidationPolicy === undefined ? {} : { consolidationPolicy }),
    ...(consolidateAfter === undefined ? {} : { consolidateAfter }),
    ...(budgets === undefined ? {} : { budgets }),
  };
  const metadata = {
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
  const spec: Plain<NodePoolSpec> = {
    ...(weight === undefined ? {} : { weight }),
    ...(replicas === undefined ? {} : { replicas }),
    template: {
      ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
      spec: {
        requirements: [
          // Karpenter makes nodes of other systems, too, where nothing is said.
          ...requirement('kubernetes.io/os', ['linux']),
          ...requirement('kubernetes.io/arch', architectures),
          ...requirement('karpenter.sh/capacity-type', capacityTypes),
          ...requirement('node.kubernetes.io/instance-type', instanceTypes),
          ...requirement('topology.kubernetes.io/zone', zones),
          ...requirements.map(({ operator = 'In', ...each }) => ({ ...each, operator })),
        ],
        ...(taints.length === 0 ? {} : { taints: taints.map((taint) => ({ ...taint })) }),
        ...(startupTaints.length === 0 ? {} : { startupTaints: startupTaints.map((taint) => ({ ...taint })) }),
        nodeClassRef: { ...(nodeClass ?? { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name }) },
        ...(expireAfter === undefined ? {} : { expireAfter }),
        ...(terminationGracePeriod === undefined ? {} : { terminationGracePeriod }),
      },
    },
    // A limit would keep a node of a pool that has all of its own from being replaced before it goes.
    ...(replicas === undefined ? { limits: { ...limits, nodes: String(maximum) } } : {}),
    // It has a required field, whose default counts only where the whole is left out.
    ...(Object.keys(disruption).length === 0 ? {} : { disruption: { consolidateAfter: '0s', ...disruption } }),
  };
  return { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name }, spec };
}

function requirement(
  key: string,
  values: readonly string[] = [],
): readonly (KarpenterRequirement & { operator: 'In' })[] {
  return values.length === 0 ? [] : [{ key, operator: 'In', values }];
}

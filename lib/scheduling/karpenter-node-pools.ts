import { Construct } from 'constructs';
import { Cluster } from '../fleet/cluster';
import { zonesOfPool, type Ec2NodeClass, type KarpenterPool, type NodePool } from '../fleet/node-pools';
import { placedId } from '../fleet/placed-id';
import type { JsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import { recordObjects } from './cluster-object';

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
  const { capacityTypes, architectures, consolidationPolicy, consolidateAfter, expireAfter, nodeClass } = karpenter;
  const disruption = {
    ...(consolidationPolicy === undefined ? {} : { consolidationPolicy }),
    ...(consolidateAfter === undefined ? {} : { consolidateAfter }),
  };
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name },
    spec: {
      template: {
        ...(Object.keys(labels).length === 0 ? {} : { metadata: { labels } }),
        spec: {
          requirements: [
            // Karpenter makes nodes of other systems, too, where nothing is said.
            ...requirement('kubernetes.io/os', ['linux']),
            ...requirement('kubernetes.io/arch', architectures),
            ...requirement('karpenter.sh/capacity-type', capacityTypes),
            ...requirement('node.kubernetes.io/instance-type', instanceTypes),
            ...requirement('topology.kubernetes.io/zone', zones),
          ],
          ...(taints.length === 0 ? {} : { taints: taints.map((taint) => ({ ...taint })) }),
          nodeClassRef: { ...(nodeClass ?? { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name }) },
          ...(expireAfter === undefined ? {} : { expireAfter }),
        },
      },
      limits: { nodes: String(maximum) },
      // It has a required field, whose default counts only where the whole is left out.
      ...(Object.keys(disruption).length === 0 ? {} : { disruption: { consolidateAfter: '0s', ...disruption } }),
    },
  };
}

function requirement(key: string, values: readonly string[] = []): readonly JsonObject[] {
  return values.length === 0 ? [] : [{ key, operator: 'In', values }];
}

function emitEc2NodeClass(name: string, { amiAlias, role, subnetTags, securityGroupTags }: Ec2NodeClass): Manifest {
  return {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { name },
    spec: {
      amiSelectorTerms: [{ alias: amiAlias }],
      role,
      subnetSelectorTerms: [{ tags: subnetTags }],
      securityGroupSelectorTerms: [{ tags: securityGroupTags }],
    },
  };
}

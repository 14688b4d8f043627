import { assertNodePools, nodePoolsShape, type NodePool } from '../node-pools';
import type { AutoscalersProps } from './autoscalers';
import type { Fact } from './fact';
import type { ZonesProps } from './zones';

/** The nodes that a cluster may have, as users write them. */
export interface NodePoolsProps {
  /**
   * Pools of nodes. Placements refer to them by name, and checks, `capacity` and matchers prove by them that all pods
   * find a node.
   *
   * @default none: nothing is known of the nodes
   */
  readonly nodePools?: readonly NodePool[];
}

/** The nodes that a cluster may have. */
export interface NodePoolsFact {
  /** Pools of nodes; none where nothing is known of them. */
  readonly nodePools: readonly NodePool[];
}

export const nodePoolsFact: Fact<NodePoolsProps & ZonesProps & AutoscalersProps, NodePoolsFact> = {
  props: { 'nodePools?': nodePoolsShape },
  resolve: ({ nodePools = [], zones = [], autoscalers }, cluster) => {
    assertNodePools(cluster, nodePools, zones, autoscalers?.karpenter);
    return { nodePools };
  },
  describe: ({ nodePools }) => ({ nodePools }),
};

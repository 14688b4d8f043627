export { Placement } from '../model/placement';
export type {
  Named,
  NeighbourOptions,
  NodeRule,
  PlacementOptions,
  SpreadOptions,
  Strength,
  TolerationOptions,
  Topology,
} from '../model/placement-options';
export { PriorityClass, type PriorityClassProps } from '../scheduling/priority-class';
export { RuntimeClass, type RuntimeClassProps } from '../scheduling/runtime-class';
export { KarpenterNodePools } from '../scheduling/karpenter-node-pools';
export { KubeScheduler, type KubeSchedulerProps, type SchedulerProfile } from '../scheduling/kube-scheduler';

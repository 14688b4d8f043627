import { placementsCapability } from './cluster-placement/placements-file';
import { accessCapability } from './access/capability';
import { autoscalingCapability } from './autoscaling/capability';
import { exposureCapability } from './connectivity/exposure/capability';
import { guardRailCapability } from './connectivity/guard-rail/capability';
import { networkPolicyCapability } from './connectivity/network-policy/capability';
import { webhookCapability } from './connectivity/webhook-connections';
import { deliveryCapability } from './delivery/capability';
import type { ListedCapability } from './model/capability';
import type { ListedFleetCapability } from './model/fleet-capability';
import type { TreeCapability } from './model/tree-capability';
import { flagsCapability } from './flags/capability';
import { gitOpsCapability } from './gitops/capability';
import { syncListCapability } from './gitops/sync-list';
import { meshCapability } from './mesh/capability';
import { monitoringCapability } from './monitoring/capability';
import { schedulingCapability } from './scheduling/capability';
import { statefulCapability } from './stateful/capability';
import { tenancyCapability } from './tenancy/capability';
import { workloadCapability } from './workload/blueprint';
import { fleetListCapability } from './chart/fleet-list';
import { namespaceCapability } from './chart/namespace';

/** Everything that the library can do for a cluster. What each needs and feeds says when it resolves. */
export const capabilities: readonly ListedCapability[] = [
  namespaceCapability,
  accessCapability,
  schedulingCapability,
  tenancyCapability,
  autoscalingCapability,
  deliveryCapability,
  flagsCapability,
  workloadCapability,
  statefulCapability,
  exposureCapability,
  webhookCapability,
  guardRailCapability,
  networkPolicyCapability,
  meshCapability,
  monitoringCapability,
];

/** Everything that the library can do with a whole tree, one after the other. */
export const treeCapabilities: readonly TreeCapability[] = [gitOpsCapability];

/** Everything that the library can do for a fleet as a whole, by name. */
export const fleetCapabilities: readonly ListedFleetCapability[] = [
  fleetListCapability,
  syncListCapability,
  placementsCapability,
];

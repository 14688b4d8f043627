import { connectivityCapability } from './connectivity/capability';
import type { Capability } from './model/capability';
import { meshCapability } from './mesh/capability';
import { workloadCapability } from './workload/blueprint';
import { namespaceCapability } from './chart/namespace';

/** Everything that the library can do for a cluster, in the order in which it resolves. */
export const capabilities: readonly Capability[] = [
  namespaceCapability,
  workloadCapability,
  connectivityCapability,
  meshCapability,
];

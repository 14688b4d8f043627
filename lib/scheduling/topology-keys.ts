import type { Topology } from '../model/placement-options';

/** The node label of each topology. */
export const topologyKeys: Readonly<Record<Topology, string>> = {
  zone: 'topology.kubernetes.io/zone',
  host: 'kubernetes.io/hostname',
};

import type { ClusterSpecTopologyWorkersMachineDeployments } from '../../../imports/cluster.x-k8s.io';
import { zonesOfPool, type NodePool } from '../../fleet/node-pools';
import type { Plain } from '../../manifest/objects/plain';

/** Machines that are made alike, of one zone. */
export type MachineDeploymentTopology = Plain<ClusterSpecTopologyWorkersMachineDeployments>;

/**
 * The machine deployments of a node pool: one for each of its zones, because the machines of one are all in the same. They share
 * the pool's fewest and most machines. Where the two differ, the cluster autoscaler decides, and replicas are not said.
 */
export function emitMachineDeployments(
  pool: NodePool,
  worker: string,
  zonesOfCluster: readonly string[],
): readonly MachineDeploymentTopology[] {
  const { name, labels = {}, taints = [], minimum = 0, maximum } = pool;
  const zones = zonesOfPool(pool, zonesOfCluster);
  const places = zones.length === 0 ? [undefined] : zones;
  return places.map((zone, index) => {
    const fewest = share(minimum, places.length, index);
    const most = share(maximum, places.length, index);
    const annotations = fewest === most ? {} : { [smallest]: String(fewest), [largest]: String(most) };
    const metadata = {
      ...(Object.keys(labels).length === 0 ? {} : { labels: { ...labels } }),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    };
    return {
      class: worker,
      name: zone === undefined || places.length === 1 ? name : `${name}-${zone}`,
      ...(zone === undefined ? {} : { failureDomain: zone }),
      ...(fewest === most ? { replicas: fewest } : {}),
      ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
      ...(taints.length === 0 ? {} : { taints: taints.map((taint) => ({ ...taint, propagation: 'Always' as const })) }),
    };
  });
}

/** What one of several gets of a number that they share: the first ones one more, where it does not come out even. */
function share(number: number, count: number, index: number): number {
  return Math.floor(number / count) + (index < number % count ? 1 : 0);
}

/** Annotations by which the cluster autoscaler knows how many machines there may be. */
const smallest = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size';
const largest = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size';

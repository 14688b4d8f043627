import type { ClusterGroupSpec } from '../../../imports/fleet.cattle.io';
import type { RancherClusterGroup, RancherFleetFacts } from '../../fleet/rancher-fleet';
import type { JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { SyncedCluster } from '../engine';

/** The clusters that one of the fleet stands for, by its name; none where it stands for itself. */
export function emitClusterGroup({ cluster, facts }: SyncedCluster<RancherFleetFacts>): readonly Manifest[] {
  if (facts.group === undefined) return [];
  const spec: Plain<ClusterGroupSpec> = { selector: { matchLabels: facts.group.matchLabels } };
  return [
    {
      apiVersion: 'fleet.cattle.io/v1alpha1',
      kind: 'ClusterGroup',
      metadata: { name: cluster, namespace: facts.namespace },
      spec,
    },
  ];
}

/** How a Bundle reaches the clusters of a group: the next partition waits until no cluster of the one before is behind. */
export function rolloutOf(group: RancherClusterGroup | undefined): { readonly rolloutStrategy?: JsonObject } {
  if (group === undefined) return {};
  const { maxUnavailable, partitions = [] } = group;
  const strategy = {
    ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
    ...(partitions.length === 0
      ? {}
      : {
          maxUnavailablePartitions: 0,
          partitions: partitions.map(({ name, matchLabels, maxUnavailable: most }) => ({
            name,
            clusterSelector: { matchLabels },
            ...(most === undefined ? {} : { maxUnavailable: most }),
          })),
        }),
  };
  return Object.keys(strategy).length === 0 ? {} : { rolloutStrategy: strategy };
}

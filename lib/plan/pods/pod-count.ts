import { apiGroup } from '../../manifest/objects/api-version';
import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { autoscalersOf } from '../../manifest/pods/autoscalers';
import { replicaRangeOf } from '../../manifest/pods/replica-range';
import { isJsonObject } from '../../manifest/objects/json';

/** How many pods a workload has: one number, or what an autoscaler keeps it between. */
export interface PodCount {
  readonly minimum: number;
  readonly maximum: number;
  readonly saidBy: string;
}

/** How many pods of a workload run; undefined where the tree does not say it, as for a DaemonSet without nodes. */
export function podCountOf(workload: LocatedManifest, manifests: ManifestSet): PodCount | undefined {
  const { apiVersion, kind } = workload.manifest;
  if (`${apiGroup(apiVersion)}/${kind}` === 'apps/DaemonSet') return nodesOf(workload, manifests);
  const isScaled = autoscalersOf(manifests, workload).some(({ direction }) => direction === 'horizontal');
  if (isScaled) return replicaRangeOf(manifests, workload);
  const replicas = Field.root(workload.manifest).at('spec', 'replicas').number ?? 1;
  return { minimum: replicas, maximum: replicas, saidBy: 'replicas' };
}

/** Nodes of the tree that the selector of a DaemonSet takes, each at most one pod: taints may make them fewer. */
function nodesOf({ manifest }: LocatedManifest, manifests: ManifestSet): PodCount | undefined {
  const nodes = manifests.ofKind('', 'Node');
  if (nodes.length === 0) return undefined;
  const spec = Field.root(manifest).at('spec', 'template', 'spec');
  if (spec.at('affinity').isSet) return undefined;
  const wanted = Object.entries(spec.at('nodeSelector').map ?? {});
  const taken = nodes.filter(({ manifest: { metadata } }) => {
    const labels = isJsonObject(metadata.labels) ? metadata.labels : {};
    return wanted.every(([key, value]) => labels[key] === value);
  });
  return { minimum: 0, maximum: taken.length, saidBy: 'Nodes of the tree' };
}

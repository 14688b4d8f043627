import { apiGroup } from '../manifest/objects/api-version';
import { appendTo } from '../manifest/objects/append-to';
import { isJsonArray } from '../manifest/objects/json';
import { keepsData } from '../manifest/objects/keeps-data';
import type { LocatedManifest, Manifest } from '../manifest/objects/manifest';
import { identityOf } from '../manifest/objects/object-identity';
import { podTemplateOf } from '../manifest/pods/pod-template';
import { Field } from '../manifest/objects/field';
import { replicatedKinds, workloadKindOf } from '../manifest/pods/workload-kinds';
import type { CommittedTree, Copy } from './surviving-tree';

/**
 * The workloads of a fleet, each with its copies: what has the same namespace and name in the clusters of an environment.
 * A Deployment in one and a Rollout in another are the same workload.
 */
export function workloadCopies(trees: readonly CommittedTree[]): readonly (readonly Copy[])[] {
  const copies = new Map<string, Copy[]>();
  for (const tree of trees)
    for (const object of tree.manifests.all)
      if (runsOrKeeps(object.manifest)) appendTo(copies, keyOf(tree, object.manifest), { tree, object });
  return [...copies.values()];
}

function keyOf({ environment }: CommittedTree, manifest: Manifest): string {
  const { group, kind, namespace, name } = identityOf(manifest);
  const what = `${group}/${kind}`;
  return JSON.stringify([environment, replicatedKinds.includes(what) ? '' : what, namespace, name]);
}

/** Kinds, as `group/kind`, that are parts of what keeps data, or the place where it is. */
const places: ReadonlySet<string> = new Set([
  '/Namespace',
  '/PersistentVolume',
  '/PersistentVolumeClaim',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'cluster.x-k8s.io/Cluster',
  'external-secrets.io/ExternalSecret',
  'snapshot.storage.k8s.io/VolumeSnapshot',
  'snapshot.storage.k8s.io/VolumeSnapshotContent',
]);

function runsOrKeeps(manifest: Manifest): boolean {
  const { ownerReferences } = manifest.metadata;
  if (isJsonArray(ownerReferences) && ownerReferences.length > 0) return false;
  if (workloadKindOf(manifest) !== undefined) return manifest.kind !== 'PodTemplate';
  return keepsData(manifest) && !places.has(`${apiGroup(manifest.apiVersion)}/${manifest.kind}`);
}

/** Whether a copy has data that the copies in other clusters have not: volumes of its own, or a database of an operator. */
export function hasOwnData(object: LocatedManifest): boolean {
  if (keepsData(object.manifest)) return true;
  const pod = podTemplateOf(object);
  if (pod === undefined) return false;
  const volumes = Field.at(pod.specPath, pod.spec).at('volumes').items();
  return volumes.some((volume) => volume.at('persistentVolumeClaim').map !== undefined);
}

import type { LabelSelector } from '../objects/label-selector';
import type { ManifestSet } from '../objects/manifest-set';
import type { PodTemplate } from './pod-template';
import { replicaRangeOf } from './replica-range';
import { asksControllers, extentOf } from './selected-pods';

/** Pods and pod templates of a namespace that a selector takes, but those of which it names replicas that there are not. */
export function replicasSelectedBy(
  manifests: ManifestSet,
  namespace: string,
  selector: LabelSelector,
): readonly PodTemplate[] {
  const pods = manifests.podsSelectedBy(namespace, selector);
  if (!asksControllers(selector)) return pods;
  return pods.filter((pod) => extentOf([selector], pod, replicasOf(manifests, pod)) !== 'none');
}

/** How many pods a template has at most, where it numbers them. */
export function replicasOf(manifests: ManifestSet, { owner, added: { perReplica } }: PodTemplate): number | undefined {
  if (perReplica === undefined || owner.manifest.kind !== 'StatefulSet') return undefined;
  return replicaRangeOf(manifests, owner).maximum;
}

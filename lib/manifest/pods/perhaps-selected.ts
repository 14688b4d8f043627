import type { LabelSelector, Labels } from '../objects/label-selector';
import type { LocatedManifest } from '../objects/manifest';
import type { ManifestSet } from '../objects/manifest-set';
import { formatIdentity, identityOf } from '../objects/object-identity';
import type { PodTemplate } from './pod-template';
import { podVariants } from './pod-variants';
import { asksControllers, extentOf } from './selected-pods';
import { undecidedKeys } from './selects-pod';

/** Pods and pod templates of a namespace that a selector takes or not, by labels whose values only controllers know. */
export function podsPerhapsSelectedBy(
  manifests: ManifestSet,
  namespace: string,
  selector: LabelSelector,
): readonly PodTemplate[] {
  if (!asksControllers(selector)) return [];
  return manifests.pods(namespace).filter((pod) => extentOf([selector], pod) === 'unknown');
}

/**
 * Why it is not known whether a selector takes pods: `pod-template-hash of Deployment shop/web has a value that only its
 * controller knows`. Undefined where it is known.
 */
export function whyPerhapsSelected(
  manifests: ManifestSet,
  namespace: string,
  selector: LabelSelector,
): string | undefined {
  const [pod] = podsPerhapsSelectedBy(manifests, namespace, selector);
  if (pod === undefined) return undefined;
  const keys = podVariants(pod, [selector]).flatMap(({ labels }) => undecidedKeys(selector, labels));
  return setLater(keys, pod.owner);
}

/** Why it is not known whether a selector takes the pods that an object makes, of which these labels are known. */
export function undecidedLabels(selector: LabelSelector, labels: Labels, owner: LocatedManifest): string {
  return setLater(undecidedKeys(selector, labels), owner);
}

function setLater(keys: readonly string[], owner: LocatedManifest): string {
  return `${[...new Set(keys)].join(', ')} of the pods of ${formatIdentity(identityOf(owner.manifest))} is set when they are created`;
}

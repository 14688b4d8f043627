import type { LabelSelector } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { isNamespaceOfCluster } from '../../manifest/objects/owned-namespace';
import { undecidedLabels, whyPerhapsSelected } from '../../manifest/pods/perhaps-selected';
import { podVariants } from '../../manifest/pods/pod-variants';
import { requirementsOf, selectsPod } from '../../manifest/pods/selects-pod';
import { installerInto } from '../../products/installed-objects';
import { madePodsIn } from '../../products/made-pods';
import type { Problem } from '../finding';
import { perhapsSelected } from '../perhaps-selected';
import { podMakerNamedIn, someMakerIn } from './perhaps-made';

/**
 * What is to be said of a selector that takes no pod template of its namespace: that it takes pods which a controller
 * makes of a custom resource of the tree (`selected`), or why that may be. Undefined where it takes nothing.
 */
export function unseenPods(
  path: string,
  selector: LabelSelector,
  namespace: string,
  manifests: ManifestSet,
): Problem | 'selected' | undefined {
  const unknown = whyPerhapsSelected(manifests, namespace, selector);
  let why = unknown;
  for (const pods of madePodsIn(manifests, namespace)) {
    for (const { labels } of podVariants(pods, [selector])) {
      const answer = selectsPod(selector, labels);
      if (answer === 'yes') return 'selected';
      if (answer === 'unknown') why ??= undecidedLabels(selector, labels, pods.owner);
    }
  }
  if (why !== undefined) return perhapsSelected(path, why);
  const values = requirementsOf(selector).flatMap(({ values: named = [] }) => named);
  const maker =
    values.map((value) => podMakerNamedIn(value, namespace, manifests)).find((found) => found !== undefined) ??
    installerInto(manifests, namespace) ??
    (isNear(selector, namespace, manifests) ? undefined : someMakerIn(namespace, manifests));
  if (maker !== undefined) return perhapsMade(path, maker);
  return isNamespaceOfCluster(namespace) ? perhapsOfCluster(path, namespace) : undefined;
}

/** Whether some pods of the namespace have one of the labels, so that it is them who are meant. */
function isNear(selector: LabelSelector, namespace: string, manifests: ManifestSet): boolean {
  return Object.entries(selector.matchLabels ?? {}).some(
    ([key, value]) => manifests.podsSelectedBy(namespace, { matchLabels: { [key]: value } }).length > 0,
  );
}

function perhapsOfCluster(path: string, namespace: string): Problem {
  return {
    path,
    message: `selects no Pod of the tree; namespace ${namespace} has Pods that come with the cluster`,
    fix: 'check that these Pods have the labels',
    status: 'unproved',
  };
}

function perhapsMade(path: string, maker: LocatedManifest): Problem {
  return {
    path,
    message: `selects no Pod of the tree; ${formatIdentity(identityOf(maker.manifest))} may make Pods that it selects`,
    fix: 'check that the controller puts these labels on the Pods',
    status: 'unproved',
  };
}

import { namespaceOf } from '../../manifest/objects/find-object';
import type { Labels } from '../../manifest/objects/label-selector';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { replicasSelectedBy } from '../../manifest/pods/replicas-selected';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { serviceSelectorOf } from '../../manifest/network/service-ports';
import type { Check } from '../check';
import { unseenPods } from './unseen-pods';

/** Reading on for a better hint is not worth more than this many pods. */
const comparedPods = 200;

/** A Service with a selector selects at least one Pod. */
export const requireServicePods: Check = {
  id: 'require-service-pods',
  severity: 'error',
  profile: 'baseline',
  why: 'A Service that selects nothing has no endpoints: every connection to it is refused.',
  kinds: ['Service'],
  run: function* ({ manifest }, { manifests }) {
    const selector = serviceSelectorOf(manifest);
    if (selector === undefined) return;
    const namespace = namespaceOf(manifest);
    if (replicasSelectedBy(manifests, namespace, { matchLabels: selector }).length > 0) return;
    const unseen = unseenPods('spec.selector', { matchLabels: selector }, namespace, manifests);
    if (unseen === 'selected') return;
    yield (
      unseen ?? {
        path: 'spec.selector',
        message: `Invalid value: ${JSON.stringify(selector)}: selects no Pod in namespace ${namespace}`,
        fix: hint(selector, namespace, manifests),
      }
    );
  },
};

function hint(selector: Labels, namespace: string, manifests: ManifestSet): string {
  const wanted = Object.entries(selector);
  let best: { readonly pod: PodTemplate; readonly score: number } | undefined;
  for (const pod of manifests.pods(namespace).slice(0, comparedPods)) {
    const score = wanted.filter(
      ([key, value]) => pod.labels[key] === value || replicaValues(key, pod) !== undefined,
    ).length;
    if (score > (best?.score ?? 0)) best = { pod, score };
  }
  if (best === undefined) return 'select the labels of the pod template that serves it, or remove the Service';
  const { pod } = best;
  const { labels, owner } = pod;
  const differing = wanted.filter(([key, value]) => labels[key] !== value);
  const actual = differing
    .map(([key]) => `${key}: ${replicaValues(key, pod) ?? labels[key] ?? '(no such label)'}`)
    .join(', ');
  return `select the labels of the pods: ${formatIdentity(identityOf(owner.manifest))} has ${actual}`;
}

/** The values of a label that each replica has one of: `db-0 to db-2`. */
function replicaValues(key: string, { added: { perReplica } }: PodTemplate): string | undefined {
  if (perReplica === undefined) return undefined;
  const { first, count, labelsOf } = perReplica;
  const [lowest, highest] = [labelsOf(first)[key], labelsOf(first + count - 1)[key]];
  return lowest === highest || highest === undefined ? lowest : `${lowest} to ${highest}`;
}

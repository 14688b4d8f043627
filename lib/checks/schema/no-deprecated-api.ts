import { kubernetesVersions, type KubernetesVersion } from '../../fleet/kubernetes-version';
import type { Check } from '../check';
import { apiRemoval } from '../../schema/facts/api-removal';
import { isBuiltInGroup } from '../../schema/facts/built-in-groups';
import { apiGroup } from '../../manifest/objects/api-version';
import { schemasOf } from './schemas-of';

/** An object must not have an `apiVersion` that the next two Kubernetes versions take away. */
export const noDeprecatedApi: Check = {
  id: 'no-deprecated-api',
  severity: 'warning',
  profile: 'baseline',
  why: 'After the next upgrade of the cluster the object can no longer be applied, and what watches it stops.',
  assumptions: [
    `Nothing is known of Kubernetes versions after ${kubernetesVersions.at(-1)}.`,
    'The API server runs with the versions that are on by default.',
  ],
  kinds: ['*'],
  run: function* ({ manifest: { apiVersion, kind } }, context) {
    if (!isBuiltInGroup(apiGroup(apiVersion))) return;
    if (schemasOf(context).find(apiVersion, kind) === undefined) return;
    const removal = apiRemoval(apiVersion, kind, twoAfter(context.cluster.kubernetesVersion));
    if (removal === undefined) return;
    const { removedIn, replacement } = removal;
    yield {
      path: 'apiVersion',
      message: `${apiVersion} ${kind} is deprecated in Kubernetes ${context.cluster.kubernetesVersion}, and removed in ${removedIn}`,
      fix: replacement === undefined ? 'plan for a cluster without this kind' : `use ${replacement}`,
    };
  },
};

function twoAfter(version: KubernetesVersion): KubernetesVersion {
  return (
    kubernetesVersions[Math.min(kubernetesVersions.indexOf(version) + 2, kubernetesVersions.length - 1)] ?? version
  );
}

import type { Check } from '../check';
import { apiRemoval } from '../../schema/facts/api-removal';
import { schemasOf } from './schemas-of';

/** An object must have an `apiVersion` that the cluster's Kubernetes version still serves. */
export const noRemovedApi: Check = {
  id: 'no-removed-api',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server answers that it does not know the kind, so that the object is never applied and a sync stops.',
  assumptions: ['The API server runs with the versions that are on by default.'],
  kinds: ['*'],
  run: function* ({ manifest: { apiVersion, kind } }, context) {
    if (schemasOf(context).find(apiVersion, kind) !== undefined) return;
    const removal = apiRemoval(apiVersion, kind, context.cluster.kubernetesVersion);
    if (removal === undefined) return;
    const { removedIn, replacement } = removal;
    yield {
      path: 'apiVersion',
      message: `no matches for kind "${kind}" in version "${apiVersion}": removed in Kubernetes ${removedIn}`,
      fix: replacement === undefined ? 'remove the object: nothing replaced its kind' : `use ${replacement}`,
    };
  },
};

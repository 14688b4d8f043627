import { defaultedBy } from '../../manifest/pods/limit-ranges';
import type { Check } from '../check';
import { podCheck } from '../pod-check';

const resources = ['cpu', 'memory'] as const;

/** Every container that runs requests CPU and memory. */
export const requireResourceRequests: Check = podCheck({
  id: 'require-resource-requests',
  severity: 'warning',
  profile: 'production',
  why: 'The scheduler packs Pods by their requests: without them nodes fill up, and these Pods are the first to be evicted.',
  problems: function* ({ spec, containers, template }, { manifests }) {
    for (const { field, list, isSidecar } of containers) {
      if (list !== 'containers' && !isSidecar) continue;
      const missing = resources.filter(
        (resource) =>
          // A limit is a request where there is none.
          [spec, field].every(
            (holder) =>
              !holder.at('resources', 'requests', resource).isSet && !holder.at('resources', 'limits', resource).isSet,
          ) && !defaultedBy(manifests, template.namespace, resource, 'request'),
      );
      if (missing.length === 0) continue;
      const path = field.at('resources', 'requests').path;
      yield {
        path,
        message: `Required value: ${missing.join(', ')}`,
        fix: 'request what the container uses at normal load',
      };
    }
  },
});

import { defaultedBy } from '../../manifest/pods/limit-ranges';
import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** A container says how much local disk it may take. */
export const requireEphemeralStorage: Check = podCheck({
  id: 'require-ephemeral-storage',
  severity: 'info',
  profile: 'strict',
  why: 'Logs and temporary files of one container fill the disk of its node, and the kubelet evicts Pods until there is room.',
  problems: function* ({ spec, containers, template }, { manifests }) {
    const resource = 'ephemeral-storage';
    if (spec.at('resources', 'limits', resource).isSet) return;
    for (const { field, list, isSidecar } of containers) {
      const limit = field.at('resources', 'limits').entry(resource);
      if ((list !== 'containers' && !isSidecar) || limit.isSet) continue;
      if (defaultedBy(manifests, template.namespace, resource, 'limit')) return;
      yield {
        path: limit.path,
        message: 'Required value: the container may fill the disk of its node',
        fix: 'limit it',
      };
    }
  },
});

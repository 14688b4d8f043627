import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** A container cannot write to its own image. */
export const requireReadOnlyRootFilesystem: Check = podCheck({
  id: 'require-read-only-root-filesystem',
  severity: 'warning',
  profile: 'production',
  why: 'Whoever breaks in can put tools into the container, and change what it runs.',
  problems: function* ({ spec, containers }) {
    if (spec.at('os', 'name').text === 'windows') return;
    for (const { field, list } of containers) {
      const readOnly = field.at('securityContext', 'readOnlyRootFilesystem');
      if (list === 'ephemeralContainers' || readOnly.boolean === true) continue;
      const message = `${readOnly.isSet ? 'Invalid value: false' : 'Required value'}: the container may write to its root filesystem`;
      yield { path: readOnly.path, message, fix: 'set it to true, and mount an emptyDir where the process writes' };
    }
  },
});

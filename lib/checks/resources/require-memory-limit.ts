import { defaultedBy } from '../../manifest/pods/limit-ranges';
import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** Every container that runs has a memory limit. */
export const requireMemoryLimit: Check = podCheck({
  id: 'require-memory-limit',
  severity: 'warning',
  profile: 'production',
  why: 'A leak in one container takes the memory of its node, and the kernel kills whatever it finds there.',
  problems: function* ({ spec, containers, template }, { manifests }) {
    if (spec.at('resources', 'limits', 'memory').isSet) return;
    for (const { field, list, isSidecar } of containers) {
      const limit = field.at('resources', 'limits', 'memory');
      if ((list !== 'containers' && !isSidecar) || limit.isSet) continue;
      if (defaultedBy(manifests, template.namespace, 'memory', 'limit')) return;
      yield {
        path: limit.path,
        message: 'Required value: the container may take all memory of its node',
        fix: 'limit it to its request',
      };
    }
  },
});

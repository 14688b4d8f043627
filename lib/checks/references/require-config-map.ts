import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import { podReferencesTo } from '../../manifest/pods/pod-references';
import type { Check } from '../check';
import { missingKeys } from './missing-keys';
import { requireObject } from './not-found';
import { referenced } from './referenced';

/** Every ConfigMap that a pod needs exists, and has the keys that the pod picks. */
export const requireConfigMap: Check = {
  id: 'require-config-map',
  severity: 'error',
  profile: 'baseline',
  why:
    'The kubelet does not start a container whose ConfigMap or key is missing: the Pod stays in ' +
    'CreateContainerConfigError or ContainerCreating, and the rollout never ends.',
  kinds: podOwningKinds,
  run: function* (object, context) {
    const pod = podTemplateOf(object);
    if (pod === undefined) return;
    for (const { field, name, keys, optional } of podReferencesTo('ConfigMap', pod)) {
      if (optional) continue;
      const identity = { group: '', kind: 'ConfigMap', namespace: pod.namespace, name };
      const found = referenced(identity, context);
      if (found.from === 'nowhere') yield* requireObject(field, identity, context);
      if (found.from === 'tree') yield* missingKeys(keys, found.object, ['data', 'binaryData']);
    }
  },
};

import { podReferencesTo } from '../../manifest/pods/pod-references';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { missingKeys } from './missing-keys';
import { notDeclared } from './not-found';
import { referenced } from './referenced';

/** Every Secret that a pod needs is in the tree, made by a controller from the tree, or declared as external. */
export const requireSecret: Check = {
  id: 'require-secret',
  severity: 'error',
  profile: 'baseline',
  why:
    'The kubelet does not start a container whose Secret or key is missing: the Pod stays in ' +
    'CreateContainerConfigError or ContainerCreating. Secrets come from outside the tree as a rule, ' +
    'so one that nothing declares is reported as unproved.',
  kinds: podOwningKinds,
  run: function* (object, context) {
    const pod = podTemplateOf(object);
    if (pod === undefined) return;
    for (const { field, name, keys, optional } of podReferencesTo('Secret', pod)) {
      if (optional) continue;
      const identity = { group: '', kind: 'Secret', namespace: pod.namespace, name };
      const found = referenced(identity, context);
      if (found.from === 'nowhere') yield notDeclared(field, identity);
      if (found.from === 'tree') yield* missingKeys(keys, found.object, ['data', 'stringData']);
    }
  },
};

import { podReferencesTo } from '../../manifest/pods/pod-references';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { requireObject } from './not-found';

/** The ServiceAccount that a pod runs as exists. */
export const requireServiceAccount: Check = {
  id: 'require-service-account',
  severity: 'error',
  profile: 'baseline',
  why:
    'The API server refuses to create a Pod whose ServiceAccount is missing: ' +
    'the Deployment applies cleanly, and no Pod ever appears.',
  kinds: podOwningKinds,
  run: function* (object, context) {
    const pod = podTemplateOf(object);
    if (pod === undefined) return;
    for (const { field, name } of podReferencesTo('ServiceAccount', pod)) {
      const identity = { group: '', kind: 'ServiceAccount', namespace: pod.namespace, name };
      yield* requireObject(field, identity, context);
    }
  },
};

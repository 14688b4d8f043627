import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { requireDeclared } from './not-found';

/** The RuntimeClass of a pod is in the tree or declared as external. */
export const requireRuntimeClass: Check = {
  id: 'require-runtime-class',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server refuses to create a Pod whose RuntimeClass is missing: the workload applies, no Pod appears.',
  kinds: podOwningKinds,
  run: function* (object, context) {
    const pod = podTemplateOf(object);
    if (pod === undefined) return;
    const field = Field.at(pod.specPath, pod.spec).at('runtimeClassName');
    if (field.text === undefined || field.text === '') return;
    const identity = { group: 'node.k8s.io', kind: 'RuntimeClass', namespace: '', name: field.text };
    yield* requireDeclared(field, identity, context);
  },
};

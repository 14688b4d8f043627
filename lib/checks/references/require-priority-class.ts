import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { requireDeclared } from './not-found';

/** The PriorityClass of a pod is in the tree, built in, or declared as external. */
export const requirePriorityClass: Check = {
  id: 'require-priority-class',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server refuses to create a Pod whose PriorityClass is missing: the workload applies, no Pod appears.',
  kinds: podOwningKinds,
  run: function* (object, context) {
    const pod = podTemplateOf(object);
    if (pod === undefined) return;
    const field = Field.at(pod.specPath, pod.spec).at('priorityClassName');
    if (field.text === undefined || field.text === '') return;
    const identity = { group: 'scheduling.k8s.io', kind: 'PriorityClass', namespace: '', name: field.text };
    yield* requireDeclared(field, identity, context);
  },
};

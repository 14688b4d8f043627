import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** A pod says how important it is. */
export const requirePodPriority: Check = podCheck({
  id: 'require-pod-priority',
  severity: 'info',
  profile: 'strict',
  why: 'When nodes are full, Pods of the same priority wait for each other: a batch job keeps the shop from starting.',
  problems: function* ({ spec }) {
    const field = spec.at('priorityClassName');
    if (field.isSet) return;
    yield {
      path: field.path,
      message: 'Required value: every Pod is as important as any other',
      fix: 'name a PriorityClass',
    };
  },
});

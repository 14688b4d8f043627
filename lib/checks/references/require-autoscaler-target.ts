import { autoscalerOf } from '../../manifest/pods/autoscalers';
import { autoscalerKinds } from '../../manifest/pods/autoscaler-kinds';
import type { Check } from '../check';
import { requireObject } from './not-found';

/** What an autoscaler scales exists. */
export const requireAutoscalerTarget: Check = {
  id: 'require-autoscaler-target',
  severity: 'error',
  profile: 'baseline',
  why: 'An autoscaler without its target does nothing: the workload keeps one size under any load.',
  kinds: autoscalerKinds,
  run: function* (object, context) {
    const autoscaler = autoscalerOf(object);
    if (autoscaler === undefined) return;
    yield* requireObject(autoscaler.field, autoscaler.target, context);
  },
};

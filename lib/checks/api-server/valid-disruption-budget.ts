import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, unsupported } from '../field-error';
import { countOrPercentProblems, notMoreThanAll } from './fields/count-or-percent';
import { labelSelectorProblems } from './fields/label-selector';

/** A disruption budget says once how many pods may be missing. */
export const validDisruptionBudget: Check = {
  id: 'valid-disruption-budget',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the budget: two limits would contradict each other as soon as the number of pods changes.',
  kinds: ['policy/PodDisruptionBudget'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const limits = [spec.at('minAvailable'), spec.at('maxUnavailable')];
    if (limits.every(({ isSet }) => isSet)) {
      yield invalid(spec, 'minAvailable and maxUnavailable cannot be both set', 'keep maxUnavailable');
    }
    for (const limit of limits) {
      yield* countOrPercentProblems(limit);
      yield* notMoreThanAll(limit);
    }
    yield* labelSelectorProblems(spec.at('selector'));
    const policy = spec.at('unhealthyPodEvictionPolicy');
    const policies = ['AlwaysAllow', 'IfHealthyBudget'];
    if (policy.text !== undefined && !policies.includes(policy.text)) {
      yield unsupported(policy, policies, 'use AlwaysAllow, so that pods which never became ready can be evicted');
    }
  },
};

import type { Field } from '../../manifest/objects/field';
import { invalid } from '../field-error';
import type { Problem } from '../finding';
import { podCheck } from '../pod-check';

/** A node's label is compared by Gt and Lt with an integer: the API server takes any text, the scheduler does not. */
export const validNodeComparison = podCheck({
  id: 'valid-node-comparison',
  severity: 'error',
  profile: 'baseline',
  why: 'The scheduler finds no node whose label is greater or less than a text: the Pods stay Pending, or the preference is ignored.',
  problems: function* ({ spec }) {
    const affinity = spec.at('affinity', 'nodeAffinity');
    const needed = affinity.at('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms').items();
    const preferred = affinity.at('preferredDuringSchedulingIgnoredDuringExecution').items();
    for (const term of [...needed, ...preferred.map((one) => one.at('preference'))]) yield* termProblems(term);
  },
});

function* termProblems(term: Field): Iterable<Problem> {
  for (const requirement of term.at('matchExpressions').items()) {
    const operator = requirement.at('operator').text;
    if (operator !== 'Gt' && operator !== 'Lt') continue;
    for (const value of requirement.at('values').items()) {
      if (value.text === undefined || /^[+-]?\d+$/.test(value.text)) continue;
      yield invalid(
        value,
        `must be an integer where the operator is ${operator}`,
        'write an integer in quotes, or use In',
      );
    }
  }
}

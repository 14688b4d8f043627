import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, invalidByEach, required, unsupported } from '../field-error';
import { labelSelectorProblems } from './fields/label-selector';
import type { Problem } from '../finding';
import { labelKeyErrors } from '../../manifest/grammar/label-syntax';
import { podCheck } from '../pod-check';

/** Topology spread constraints are in range, and none says the same as another. */
export const validTopologySpread: Check = podCheck({
  id: 'valid-topology-spread',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the pod, because the scheduler could not tell how to spread it.',
  problems: function* ({ spec }) {
    const constraints = spec.at('topologySpreadConstraints').items();
    for (const [index, constraint] of constraints.entries()) {
      if (constraint.map === undefined) continue;
      yield* skewProblems(constraint);
      yield* keyProblems(constraint);
      yield* labelSelectorProblems(constraint.at('labelSelector'));
      const repeats = constraints.slice(index + 1).some((later) => kindOf(later) === kindOf(constraint));
      if (repeats)
        yield duplicate(
          constraint,
          'keep one constraint for each topologyKey and whenUnsatisfiable',
          kindOf(constraint),
        );
    }
  },
});

function kindOf(constraint: Field): string {
  return `{${constraint.at('topologyKey').text ?? ''}, ${constraint.at('whenUnsatisfiable').text ?? ''}}`;
}

function* skewProblems(constraint: Field): Iterable<Problem> {
  for (const name of ['maxSkew', 'minDomains']) {
    const field = constraint.at(name);
    if (field.number !== undefined && field.number <= 0)
      yield invalid(field, 'must be greater than zero', 'use 1 or more');
  }
  const action = constraint.at('whenUnsatisfiable');
  if (action.text !== undefined && action.value !== 'DoNotSchedule' && action.value !== 'ScheduleAnyway') {
    yield unsupported(action, ['DoNotSchedule', 'ScheduleAnyway'], 'use one of the two actions');
  }
  if (constraint.at('minDomains').isSet && action.value !== 'DoNotSchedule') {
    const rule = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action.text ?? ''}`;
    yield invalid(constraint.at('minDomains'), rule, 'set whenUnsatisfiable: DoNotSchedule, or remove minDomains');
  }
}

function* keyProblems(constraint: Field): Iterable<Problem> {
  const topologyKey = constraint.at('topologyKey');
  if (topologyKey.value === '') {
    yield required(topologyKey, 'can not be empty', 'use a node label, such as topology.kubernetes.io/zone');
  }
  const keys = constraint.at('matchLabelKeys');
  if (keys.items().length > 0 && !constraint.at('labelSelector').isSet) {
    yield forbidden(keys, 'must not be specified when labelSelector is not set', 'set labelSelector');
  }
  const selected = Object.keys(constraint.at('labelSelector', 'matchLabels').map ?? {});
  for (const key of keys.items()) {
    if (key.text === undefined) continue;
    yield* invalidByEach(key, labelKeyErrors(key.text), 'use the key of a pod label');
    if (selected.includes(key.text)) {
      yield invalid(key, 'exists in both matchLabelKeys and labelSelector', 'remove the key from one of them');
    }
  }
}

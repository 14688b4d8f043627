import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, invalidByEach, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { labelKeyErrors, labelValueErrors } from '../../manifest/grammar/label-syntax';
import { podCheck } from '../pod-check';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** The operator of a toleration fits its key, value and effect. */
export const validToleration: Check = podCheck({
  id: 'valid-toleration',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the pod: such a toleration could match no taint, or every taint by accident.',
  problems: function* ({ spec }) {
    for (const toleration of spec.at('tolerations').items()) {
      yield* keyProblems(toleration);
      yield* valueProblems(toleration);
      yield* effectProblems(toleration);
    }
  },
});

function* keyProblems(toleration: Field): Iterable<Problem> {
  const key = toleration.at('key').text ?? '';
  const operator = toleration.at('operator');
  if (key !== '') yield* invalidByEach(toleration.at('key'), labelKeyErrors(key), 'use the key of the taint');
  if (key === '' && operator.value !== 'Exists') {
    const rule = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    yield invalid(operator, rule, 'set the key of the taint, or operator: Exists', operator.value ?? '');
  }
}

function* valueProblems(toleration: Field): Iterable<Problem> {
  const operator = toleration.at('operator');
  const value = toleration.at('value').text ?? '';
  switch (operator.text ?? '') {
    case '':
    case 'Equal': {
      const rules = labelValueErrors(value);
      if (rules.length > 0) yield invalid(operator, rules.join(';'), 'use the value of the taint', value);
      return;
    }
    case 'Exists':
      if (value !== '') {
        yield invalid(operator, "value must be empty when `operator` is 'Exists'", 'remove value', value);
      }
      return;
    case 'Lt':
    case 'Gt':
      return;
    default:
      yield unsupported(operator, ['Equal', 'Exists'], 'use Equal or Exists');
  }
}

function* effectProblems(toleration: Field): Iterable<Problem> {
  const effect = toleration.at('effect');
  if (toleration.at('tolerationSeconds').isSet && effect.value !== 'NoExecute') {
    const rule = "effect must be 'NoExecute' when `tolerationSeconds` is set";
    yield invalid(effect, rule, 'set effect: NoExecute, or remove tolerationSeconds', effect.value ?? '');
  }
  if (effect.text !== undefined && effect.text !== '' && !effects.includes(effect.text)) {
    yield unsupported(effect, effects, 'use one of the three effects');
  }
}

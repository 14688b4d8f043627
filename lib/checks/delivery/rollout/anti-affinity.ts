import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, required } from '../../field-error';
import type { Problem } from '../../finding';

/** Pods of the old and the new version on different nodes: always, or where there is room. */
export function* antiAffinityFlaws(antiAffinity: Field): Iterable<Problem> {
  if (!antiAffinity.isSet) return;
  const preferred = antiAffinity.at('preferredDuringSchedulingIgnoredDuringExecution');
  const isRequired = antiAffinity.at('requiredDuringSchedulingIgnoredDuringExecution').isSet;
  if (preferred.isSet && isRequired)
    yield forbidden(preferred, 'it is required already', 'leave the preferred or the required one out');
  if (!preferred.isSet && !isRequired)
    yield required(antiAffinity, 'preferred or required', 'add requiredDuringSchedulingIgnoredDuringExecution: {}');
  const weight = preferred.at('weight');
  if (weight.number !== undefined && (weight.number < 1 || weight.number > 100))
    yield invalid(weight, 'must be between 1 and 100', 'choose a weight in that range');
}

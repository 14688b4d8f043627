import type { Field } from '../../../manifest/objects/field';
import { forbidden } from '../../field-error';
import type { Problem } from '../../finding';
import { durationProblems } from './duration';
import { widthProblems } from './limit';
import { percentProblems } from './percent';

/** When an endpoint is left out because of its answers, and for how long. */
export function* outlierDetectionProblems(outlier: Field): Iterable<Problem> {
  for (const name of ['baseEjectionTime', 'interval']) yield* durationProblems(outlier.at(name));
  for (const name of ['maxEjectionPercent', 'minHealthPercent']) yield* percentProblems(outlier.at(name));
  yield* widthProblems(outlier.at('consecutiveErrors'));
  const local = outlier.at('consecutiveLocalOriginFailures');
  if ((local.number ?? 0) > 0 && outlier.at('splitExternalLocalOriginErrors').boolean !== true) {
    yield forbidden(
      local,
      'errors of the connection are counted apart only with splitExternalLocalOriginErrors',
      'set that to true',
    );
  }
}

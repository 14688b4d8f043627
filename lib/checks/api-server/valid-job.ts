import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, negative, required } from '../field-error';
import type { Problem } from '../finding';
import { failurePolicyProblems, successPolicyProblems } from './fields/job-policies';

const counts = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
];

/** The numbers of a Job are possible, and what only indexed Jobs have is set on indexed Jobs. */
export const validJob: Check = {
  id: 'valid-job',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the Job: it could not tell when the Job is done or has failed.',
  kinds: ['batch/CronJob', 'batch/Job'],
  run: function* ({ manifest }, { cluster }) {
    const version = cluster.kubernetesVersion;
    const root = Field.root(manifest);
    if (manifest.kind === 'CronJob') {
      const spec = root.at('spec', 'jobTemplate', 'spec');
      yield* jobProblems(spec, version);
      if (spec.at('selector').isSet) {
        yield invalid(spec.at('selector'), '`selector` will be auto-generated', 'remove selector');
      }
    } else {
      yield* jobProblems(root.at('spec'), version);
    }
  },
};

function* jobProblems(spec: Field, version: KubernetesVersion): Iterable<Problem> {
  for (const name of counts) yield* negative(spec.at(name));
  const isIndexed = spec.at('completionMode').value === 'Indexed';
  // Where both are left out, the server sets both to 1.
  if (isIndexed && !spec.at('completions').isSet && spec.at('parallelism').isSet) {
    yield required(spec.at('completions'), 'when completion mode is Indexed', 'say how many indexes there are');
  }
  // Version 1.28 drops these fields.
  for (const name of isIndexed || !isAtLeast(version, '1.29')
    ? []
    : ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy']) {
    if (spec.at(name).isSet) {
      const fix = `set completionMode: Indexed, or remove ${name}`;
      yield invalid(spec.at(name), 'requires indexed completion mode', fix);
    }
  }
  if (isAtLeast(version, '1.29') && spec.at('maxFailedIndexes').isSet && !spec.at('backoffLimitPerIndex').isSet) {
    yield required(spec.at('backoffLimitPerIndex'), 'when maxFailedIndexes is specified', 'set backoffLimitPerIndex');
  }
  const [failed, completions] = [spec.at('maxFailedIndexes'), spec.at('completions').number];
  if (isIndexed && failed.number !== undefined && completions !== undefined && failed.number > completions) {
    yield invalid(failed, 'must be less than or equal to completions', 'lower it, or raise completions');
  }
  yield* failurePolicyProblems(spec);
  if (isIndexed && isAtLeast(version, '1.31')) yield* successPolicyProblems(spec);
}

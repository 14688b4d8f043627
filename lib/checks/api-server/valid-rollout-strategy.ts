import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid, negative, required } from '../field-error';
import type { Problem } from '../finding';
import { countOrPercentProblems, isNone, notMoreThanAll } from './fields/count-or-percent';

/** A rollout can make progress: some pod may be missing, or some pod may be there in addition. */
export const validRolloutStrategy: Check = {
  id: 'valid-rollout-strategy',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the workload: its pods could never be replaced.',
  kinds: ['apps/DaemonSet', 'apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', 'ReplicationController'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    for (const name of ['replicas', 'minReadySeconds']) yield* negative(spec.at(name));
    if (manifest.kind !== 'StatefulSet') yield* negative(spec.at('revisionHistoryLimit'));
    switch (manifest.kind) {
      case 'Deployment':
        yield* deploymentProblems(spec);
        return;
      case 'DaemonSet':
        yield* daemonSetProblems(spec.at('updateStrategy'));
        return;
      case 'StatefulSet':
        yield* negative(spec.at('ordinals', 'start'));
        yield* statefulSetProblems(spec.at('updateStrategy'));
        return;
    }
  },
};

function* deploymentProblems(spec: Field): Iterable<Problem> {
  const strategy = spec.at('strategy');
  const rollingUpdate = strategy.at('rollingUpdate');
  if (strategy.at('type').value === 'Recreate' && rollingUpdate.isSet) {
    const rule = "may not be specified when strategy `type` is 'Recreate'";
    yield forbidden(rollingUpdate, rule, 'remove rollingUpdate (with null, where it was applied before)');
  } else {
    const [maxUnavailable, maxSurge] = [rollingUpdate.at('maxUnavailable'), rollingUpdate.at('maxSurge')];
    for (const amount of [maxUnavailable, maxSurge]) yield* countOrPercentProblems(amount);
    if (isNone(maxUnavailable) && isNone(maxSurge)) {
      yield invalid(maxUnavailable, 'may not be 0 when `maxSurge` is 0', 'allow one of them to be 1');
    }
    yield* notMoreThanAll(maxUnavailable);
  }
  const deadline = spec.at('progressDeadlineSeconds');
  yield* negative(deadline);
  if (deadline.number !== undefined && deadline.number <= (spec.at('minReadySeconds').number ?? 0)) {
    yield invalid(deadline, 'must be greater than minReadySeconds', 'raise progressDeadlineSeconds');
  }
}

function* daemonSetProblems(strategy: Field): Iterable<Problem> {
  const rollingUpdate = strategy.at('rollingUpdate');
  if (strategy.at('type').value === 'OnDelete' || rollingUpdate.map === undefined) return;
  const [maxUnavailable, maxSurge] = [rollingUpdate.at('maxUnavailable'), rollingUpdate.at('maxSurge')];
  for (const amount of [maxUnavailable, maxSurge]) {
    yield* countOrPercentProblems(amount);
    yield* notMoreThanAll(amount);
  }
  const surges = maxSurge.isSet && !isNone(maxSurge);
  // Where only maxSurge is set, maxUnavailable is 1 by default.
  if (surges && !isNone(maxUnavailable)) {
    yield invalid(maxSurge, 'may not be set when maxUnavailable is non-zero', 'set maxUnavailable: 0');
  } else if (!surges && isNone(maxUnavailable)) {
    yield required(maxUnavailable, 'cannot be 0 when maxSurge is 0', 'allow one of them to be 1');
  }
}

function* statefulSetProblems(strategy: Field): Iterable<Problem> {
  // The type is in the schema from Kubernetes 1.37 on, and behind a gate that is off.
  if (strategy.at('type').value === 'Recreate') {
    yield invalid(strategy, "must be 'RollingUpdate' or 'OnDelete'", 'use RollingUpdate or OnDelete');
  }
  const rollingUpdate = strategy.at('rollingUpdate');
  if (strategy.at('type').value === 'OnDelete') {
    if (!rollingUpdate.isSet) return;
    yield invalid(rollingUpdate, "only allowed for updateStrategy 'RollingUpdate'", 'remove rollingUpdate');
    return;
  }
  yield* negative(rollingUpdate.at('partition'));
  const maxUnavailable = rollingUpdate.at('maxUnavailable');
  yield* countOrPercentProblems(maxUnavailable);
  yield* notMoreThanAll(maxUnavailable);
  if (isNone(maxUnavailable)) yield invalid(maxUnavailable, 'cannot be 0', 'use 1 or more');
}

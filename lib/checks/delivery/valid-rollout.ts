import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid, negative, required } from '../field-error';
import type { Problem } from '../finding';
import { analysesOf } from './rollout/analyses';
import { argumentFlaws } from './rollout/analysis-arguments';
import { antiAffinityFlaws } from './rollout/anti-affinity';
import { canaryServiceFlaws } from './rollout/canary-services';
import { isFilled } from './rollout/is-filled';
import { mayReplacePods } from './rollout/may-replace-pods';
import { stepFlaws } from './rollout/step';
import { trafficRoutingFlaws } from './rollout/traffic-routing';

/** What the controller of Argo Rollouts asks of a Rollout, and its schema does not. */
export const validRollout: Check = {
  id: 'valid-rollout',
  severity: 'error',
  profile: 'baseline',
  why:
    'The API server takes the object. The controller writes InvalidSpec into its status and leaves the pods as they are: ' +
    'no new version arrives, and a new Rollout has no pods at all.',
  kinds: ['argoproj.io/Rollout'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    yield* podFlaws(spec);
    yield* strategyFlaws(spec);
    for (const { analysis } of analysesOf(spec)) yield* argumentFlaws(analysis.at('args'));
  },
};

function* podFlaws(spec: Field): Iterable<Problem> {
  for (const name of ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'])
    yield* negative(spec.at(name));
  const deadline = spec.at('progressDeadlineSeconds');
  const ready = spec.at('minReadySeconds');
  if ((deadline.number ?? defaultDeadline) <= (ready.number ?? 0))
    yield invalid(
      deadline.isSet ? deadline : ready,
      deadline.isSet
        ? 'must be greater than minReadySeconds'
        : `must be less than progressDeadlineSeconds, which is ${defaultDeadline}`,
      'raise progressDeadlineSeconds above minReadySeconds',
    );
  if (!spec.at('workloadRef').isSet) {
    if (!spec.at('selector').isSet)
      yield required(spec.at('selector'), '', 'select the pods of the template, or name a Deployment by workloadRef');
  } else if (['labels', 'annotations'].some((name) => spec.at('template', 'metadata', name).fields().length > 0)) {
    yield forbidden(spec.at('template'), 'workloadRef names what has the template', 'leave one of them out');
  }
}

const defaultDeadline = 600;
const defaultHistory = 10;

function* strategyFlaws(spec: Field): Iterable<Problem> {
  const strategy = spec.at('strategy');
  const [blueGreen, canary] = [strategy.at('blueGreen'), strategy.at('canary')];
  if (blueGreen.isSet && canary.isSet)
    yield forbidden(blueGreen, 'a Rollout is either a canary or blue and green', 'leave blueGreen or canary out');
  else if (blueGreen.isSet) yield* blueGreenFlaws(blueGreen, spec.at('revisionHistoryLimit'));
  else if (canary.isSet) yield* canaryFlaws(canary);
  else yield required(strategy, 'one of canary and blueGreen', 'say canary: {} for pods that are replaced as usual');
}

function* blueGreenFlaws(blueGreen: Field, history: Field): Iterable<Problem> {
  const [active, preview] = [blueGreen.at('activeService'), blueGreen.at('previewService')];
  if ((active.text ?? '') === (preview.text ?? ''))
    yield isFilled(preview)
      ? invalid(preview, 'must be another Service than activeService', 'name a Service of its own')
      : required(active, 'the Service whose requests are switched over', 'name the Service');
  const limit = blueGreen.at('scaleDownDelayRevisionLimit');
  const kept = history.number ?? defaultHistory;
  if ((limit.number ?? 0) > kept)
    yield invalid(
      limit,
      `must not be above revisionHistoryLimit, which is ${kept}`,
      'keep as many revisions, or fewer',
    );
  yield* antiAffinityFlaws(blueGreen.at('antiAffinity'));
}

function* canaryFlaws(canary: Field): Iterable<Problem> {
  if (!mayReplacePods(canary))
    yield invalid(
      canary.at('maxSurge').isSet ? canary.at('maxSurge') : canary.at('maxUnavailable'),
      'maxSurge and maxUnavailable may not both be 0',
      'allow one of them to be 1',
    );
  yield* canaryServiceFlaws(canary);
  yield* trafficRoutingFlaws(canary);
  for (const step of canary.at('steps').items()) yield* stepFlaws(step, canary.at('trafficRouting'));
  yield* antiAffinityFlaws(canary.at('antiAffinity'));
}

import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { maximumOf, measuresPods, minimumOf } from './trigger-field';

/** A ScaledObject has triggers, bounds in order, and a fallback and a takeover that are whole. */
export const validScaledObject: Check = {
  id: 'valid-scaled-object',
  severity: 'error',
  profile: 'baseline',
  why: 'KEDA’s webhook refuses the object, or where it does not run, its operator: nothing is scaled.',
  kinds: ['keda.sh/ScaledObject'],
  run: function* ({ manifest }, { cluster }) {
    const root = Field.root(manifest);
    const spec = root.at('spec');
    yield* boundsProblems(spec);
    yield* fallbackProblems(spec, cluster.autoscalers.keda?.version);
    yield* takeoverProblems(root);
    yield* nameProblems(root);
  },
};

function* boundsProblems(spec: Field): Iterable<Problem> {
  const [triggers, minimum, idle] = [spec.at('triggers'), spec.at('minReplicaCount'), spec.at('idleReplicaCount')];
  if (spec.map !== undefined && triggers.items().length === 0)
    yield required(triggers, 'at least one trigger', 'say what the number of pods follows');
  if (minimum.number !== undefined && minimum.number > maximumOf(spec))
    yield invalid(minimum, `must be at most maxReplicaCount, ${maximumOf(spec)}`, 'lower it, or raise maxReplicaCount');
  if (idle.number !== undefined && idle.number >= minimumOf(spec))
    yield invalid(
      idle,
      `must be less than minReplicaCount, ${minimumOf(spec)}`,
      'leave it out, or raise minReplicaCount',
    );
}

function* fallbackProblems(spec: Field, version: string | undefined): Iterable<Problem> {
  const fallback = spec.at('fallback');
  if (!fallback.isSet || spec.at('advanced', 'scalingModifiers', 'formula').isSet) return;
  const triggers = spec.at('triggers').items();
  if (triggers.length > 0 && triggers.every(measuresPods))
    yield forbidden(
      fallback,
      'there is none for cpu and memory, which KEDA does not ask for itself',
      'leave it out, or add a trigger of another kind',
    );
  const minor = version === undefined ? undefined : Number(version.split('.')[1]);
  const ofValue = triggers.find((trigger) => trigger.at('metricType').text === 'Value');
  if (minor !== undefined && minor < 18 && ofValue !== undefined)
    yield forbidden(
      fallback,
      `KEDA ${version} has none for triggers with metricType Value, 2.18 is the first that does`,
      'use metricType AverageValue, or leave it out',
    );
}

/** KEDA adopts an autoscaler where it is told that it may, and told which one. */
function* takeoverProblems(root: Field): Iterable<Problem> {
  const transfer = root.at('metadata', 'annotations').entry('scaledobject.keda.sh/transfer-hpa-ownership');
  const name = root.at('spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name');
  if (transfer.text === 'true' && !name.isSet)
    yield required(name, 'the HorizontalPodAutoscaler that is taken over', 'name it, or leave the annotation out');
}

/** The name of the object and of the autoscaler that KEDA makes are values of labels. */
function* nameProblems(root: Field): Iterable<Problem> {
  const name = root.at('metadata', 'name');
  const own = root.at('spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name');
  if (name.text === undefined) return;
  if (name.text.length > 63)
    yield invalid(name, 'must be no more than 63 characters: it is the value of a label', 'use a shorter name');
  else if (!own.isSet && `keda-hpa-${name.text}`.length > 63)
    yield invalid(
      name,
      'the HorizontalPodAutoscaler keda-hpa-… that KEDA makes would have more than 63 characters',
      'use a shorter name, or set advanced.horizontalPodAutoscalerConfig.name',
    );
  else if ((own.text ?? '').length > 63) yield invalid(own, 'must be no more than 63 characters', 'use a shorter name');
}

import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { maximumOf } from './trigger-field';

/** What a ScaledObject asks for in a fallback or at a time of the day is no more than its maximum. */
export const noScalingBeyondMaximum: Check = {
  id: 'no-scaling-beyond-maximum',
  severity: 'error',
  profile: 'baseline',
  why: 'A schedule beyond the maximum never gets its pods, and a fallback beyond it starts more of them than anybody has planned for.',
  kinds: ['keda.sh/ScaledObject'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const maximum = maximumOf(spec);
    const said = spec.at('maxReplicaCount').isSet
      ? `maxReplicaCount, ${maximum}`
      : `maxReplicaCount, which is ${maximum} by default`;
    const replicas = spec.at('fallback', 'replicas');
    if (replicas.number !== undefined && replicas.number > maximum)
      yield invalid(replicas, `must be at most ${said}`, `use up to ${maximum}, or raise maxReplicaCount`);
    for (const trigger of spec.at('triggers').items()) {
      const desired = trigger.at('metadata', 'desiredReplicas');
      if (trigger.at('type').text !== 'cron' || !desired.isSet || !(Number(desired.written) > maximum)) continue;
      yield invalid(desired, `must be at most ${said}`, `use up to ${maximum}, or raise maxReplicaCount`);
    }
  },
};

import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { measuresPods, minimumOf } from './trigger-field';

/** What scales to zero is told by something else than its own pods when to come back. */
export const noScaleToZeroByUsage: Check = {
  id: 'no-scale-to-zero-by-usage',
  severity: 'error',
  profile: 'baseline',
  why: 'CPU and memory are measured in pods: where there is none, nothing says when to come back. KEDA’s webhook refuses the object.',
  kinds: ['keda.sh/ScaledObject'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const triggers = spec.at('triggers').items();
    if (triggers.length === 0 || minimumOf(spec) > 0 || !triggers.every(measuresPods)) return;
    const field = spec.at('minReplicaCount');
    const given = field.isSet ? '0' : '0, KEDA’s default';
    yield {
      path: field.path,
      message: `Invalid value: ${given}: its triggers are cpu and memory alone, which nothing has without pods`,
      fix: 'use minReplicaCount: 1, or add a trigger of another kind',
    };
  },
};

import { Field } from '../../manifest/objects/field';
import { containersOf } from '../../manifest/pods/containers';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import type { Check } from '../check';
import { invalid, required } from '../field-error';

/** A rollout of Pods in order can be rolled back: they start at once, or the kubelet restarts one that does not start. */
export const noStuckRollout: Check = {
  id: 'no-stuck-rollout',
  severity: 'warning',
  profile: 'strict',
  why:
    'Under OrderedReady a Pod that never becomes ready blocks the rollout for good: a corrected template is not rolled out ' +
    'before somebody deletes the Pod. The policy cannot be changed later.',
  kinds: ['apps/StatefulSet'],
  run: function* (object) {
    const spec = Field.root(object.manifest).at('spec');
    const policy = spec.at('podManagementPolicy');
    const pod = podTemplateOf(object);
    if (pod === undefined || (policy.text ?? 'OrderedReady') !== 'OrderedReady') return;
    if (spec.at('updateStrategy', 'type').text === 'OnDelete') return;
    const started = containersOf(Field.at(pod.specPath, pod.spec)).some(({ field }) => field.at('startupProbe').isSet);
    if (started) return;
    const rule = 'a Pod that never becomes ready blocks the rollout of its correction, and no startupProbe ends it';
    const fix =
      'use Parallel unless the order matters; where it does, add a startupProbe with the longest time that a start takes';
    yield policy.isSet ? invalid(policy, rule, fix) : required(policy, rule, fix);
  },
};

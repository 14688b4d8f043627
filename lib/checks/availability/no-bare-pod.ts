import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

/** Pods are made by a controller. */
export const noBarePod: Check = {
  id: 'no-bare-pod',
  severity: 'warning',
  profile: 'production',
  why: 'A Pod that is evicted, or whose node fails, is gone: nothing makes a new one.',
  kinds: ['Pod'],
  run: function* ({ manifest }) {
    // A test of a Helm chart runs once, by hand.
    if (Field.root(manifest).at('metadata', 'annotations', 'helm.sh/hook').isSet) return;
    yield { path: 'kind', message: 'Forbidden: no controller makes this Pod again', fix: 'use a Deployment or a Job' };
  },
};

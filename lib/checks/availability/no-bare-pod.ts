import { isHelmHook } from '../../manifest/objects/helm-hook';
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
    if (isHelmHook(manifest)) return;
    yield { path: 'kind', message: 'Forbidden: no controller makes this Pod again', fix: 'use a Deployment or a Job' };
  },
};

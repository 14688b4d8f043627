import { replicatedKinds } from '../../manifest/pods/workload-kinds';
import { replicaRangeOf } from '../../manifest/pods/replica-range';
import type { Check } from '../check';

/** A workload has at least two Pods, at any load. */
export const requireReplicas: Check = {
  id: 'require-replicas',
  severity: 'warning',
  profile: 'production',
  why: 'The only Pod is gone for a while whenever its node is drained, upgraded or fails, and the service with it.',
  kinds: replicatedKinds,
  run: function* (object, { manifests }) {
    const { minimum, saidBy } = replicaRangeOf(manifests, object);
    // None is a choice: scaled to zero while nobody asks, or switched off.
    if (minimum !== 1) return;
    yield {
      path: 'spec.replicas',
      message: `Invalid value: 1: a single Pod (${saidBy}) is gone whenever its node is`,
      fix: 'run at least 2, or say in a suppression why one is enough',
    };
  },
};

import { budgetsOf } from '../../manifest/pods/disruption-budgets';
import { replicatedKinds } from '../../manifest/pods/workload-kinds';
import { replicaRangeOf } from '../../manifest/pods/replica-range';
import type { Check } from '../check';

/** A workload with several Pods has a PodDisruptionBudget. */
export const requireDisruptionBudget: Check = {
  id: 'require-disruption-budget',
  severity: 'warning',
  profile: 'production',
  why: 'Node drains, as every upgrade of the cluster makes them, may evict all Pods of the workload at the same time.',
  kinds: replicatedKinds,
  run: function* (object, { manifests }) {
    const { minimum, saidBy } = replicaRangeOf(manifests, object);
    if (minimum < 2 || budgetsOf(manifests, object).length > 0) return;
    yield {
      path: 'spec.template.metadata.labels',
      message: `Required value: no PodDisruptionBudget selects these Pods, of which there are ${minimum} or more (${saidBy})`,
      fix: 'add a PodDisruptionBudget with maxUnavailable: 1',
    };
  },
};

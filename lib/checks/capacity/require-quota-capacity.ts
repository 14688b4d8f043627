import { formatAmount } from '../../capacity/resources/amounts';
import type { Check } from '../check';
import { treeCapacity } from './tree-capacity';

/** What a namespace asks for when every workload is at its highest must fit into its ResourceQuotas. */
export const requireQuotaCapacity: Check = {
  id: 'require-quota-capacity',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server refuses every pod over a quota: a rollout or an autoscaler stops there, without a word on the workload.',
  assumptions: ['nothing but the objects of this tree counts towards the quota'],
  kinds: ['ResourceQuota'],
  *run(object, context) {
    const answer = treeCapacity(context).quotas.get(object);
    for (const { key, used, hard } of answer?.entries ?? []) {
      if (used <= hard) continue;
      yield {
        path: `spec.hard[${key}]`,
        message: `Invalid value: "${formatAmount(key, hard)}": the namespace asks for ${formatAmount(key, used)} at its highest`,
        fix: 'raise the quota, or lower what the workloads of the namespace ask for',
      };
    }
  },
};

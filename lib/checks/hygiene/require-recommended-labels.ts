import { Field } from '../../manifest/objects/field';
import { longRunningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';

const recommended = ['app.kubernetes.io/name', 'app.kubernetes.io/part-of', 'app.kubernetes.io/managed-by'] as const;

/** A workload carries the labels that tools and people look for. */
export const requireRecommendedLabels: Check = {
  id: 'require-recommended-labels',
  severity: 'info',
  profile: 'strict',
  why: 'Dashboards, cost reports and the person on call cannot tell what a workload is, and to what it belongs.',
  kinds: [...longRunningKinds, 'batch/CronJob'],
  run: function* ({ manifest }) {
    const labels = Field.root(manifest).at('metadata', 'labels');
    const missing = recommended.filter((key) => !labels.at(key).isSet);
    if (missing.length === 0) return;
    yield {
      path: labels.path,
      message: `Required value: ${missing.join(', ')}`,
      fix: 'add them to the workload and its Pods',
    };
  },
};

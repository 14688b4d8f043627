import type { ClusterModel } from '../model/cluster-model';
import type { ScaledWorkload } from '../model/scaling';
import { refuseScaling } from './refuse-scaling';
import type { ResolvedRange } from './resolve';

/** Reports CPU and memory by which nothing can be scaled where nobody measures them. */
export function refuseWithoutUsage(model: ClusterModel, scaled: ScaledWorkload, scaling: ResolvedRange): void {
  const { name, autoscalers } = model.cluster;
  if (autoscalers.resourceMetrics) return;
  for (const field of ['cpu', 'memory'] as const) {
    if (scaling[field] === undefined) continue;
    refuseScaling(model, scaled, {
      path: `scaling.${field}`,
      message: `Forbidden: nothing on ${name} serves metrics.k8s.io, where the usage of pods is asked for`,
      fix: 'install metrics-server and say so: autoscalers: { resourceMetrics: true }, or scale by other metrics or events',
    });
  }
}

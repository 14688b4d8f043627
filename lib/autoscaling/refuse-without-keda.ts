import type { ClusterModel } from '../model/cluster-model';
import type { ScaledWorkload } from '../model/scaling';
import { refuseScaling } from './refuse-scaling';
import type { ResolvedRange } from './resolve';

/** Names what the cluster could have for each thing that only KEDA does. */
export function refuseWithoutKeda(
  model: ClusterModel,
  scaled: ScaledWorkload,
  scaling: ResolvedRange,
  severity: 'error' | 'warning',
): void {
  const { name } = model.cluster;
  const { events = [], schedule = [], takeOver, idle } = scaling;
  const asks: readonly (readonly [path: string, asks: boolean, instead: string])[] = [
    ['scaling.events', events.length > 0, 'scale by cpu, memory or metrics'],
    ['scaling.schedule', schedule.length > 0, 'scale by cpu, memory or metrics'],
    ['scaling.takeOver', takeOver !== undefined, 'leave it out: a HorizontalPodAutoscaler of the tree keeps its name'],
    ['scaling.idle', idle !== undefined, 'leave it out: there are at least as many pods as min says'],
    [
      'scaling.min',
      scaling.min === 0,
      'use min: 1; from Kubernetes 1.37 on, an External or Object metric can come back from zero',
    ],
  ];
  for (const [path, isAsked, instead] of asks) {
    if (!isAsked) continue;
    refuseScaling(model, scaled, {
      path,
      severity,
      message: `Forbidden: ${name} runs no autoscaler that can do it: KEDA could`,
      fix: `run KEDA and say so: autoscalers: { keda: { version: '2.20' } }, or ${instead}`,
    });
  }
}

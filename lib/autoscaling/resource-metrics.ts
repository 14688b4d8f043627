import { meshModeOf } from '../fleet/mesh-mode';
import type { ClusterModel } from '../model/cluster-model';
import type { HorizontalScaling, ResourceTarget } from '../model/scaling';
import type { ResourceName } from '../model/resource-name';
import type { WorkloadModel } from '../model/workload-model';

/** Usage of a resource that is kept, of one container or of whole pods. */
export interface ResourceMetric {
  readonly name: ResourceName;
  readonly target:
    | { readonly type: 'Utilization'; readonly averageUtilization: number }
    | { readonly type: 'AverageValue'; readonly averageValue: string };
  readonly container?: string;
}

/**
 * CPU and memory by which a workload is scaled. Where a proxy or a sidecar shares the pod, the main container alone is
 * measured: what the others use says nothing about how many pods are needed, and one without a request would stop it all.
 */
export function resourceMetrics(
  { cpu, memory }: Pick<HorizontalScaling, 'cpu' | 'memory'>,
  workload: WorkloadModel,
  model: ClusterModel,
): readonly ResourceMetric[] {
  const container = mainContainer(workload, model);
  return [resourceMetric('cpu', cpu, container), resourceMetric('memory', memory, container)].flat();
}

function resourceMetric(
  name: ResourceName,
  target: number | ResourceTarget | undefined,
  mainContainer: string | undefined,
): readonly ResourceMetric[] {
  if (target === undefined) return [];
  const given: ResourceTarget = typeof target === 'number' ? { averageUtilization: target } : target;
  const container = given.container ?? mainContainer;
  return [
    {
      name,
      target:
        given.averageValue === undefined
          ? { type: 'Utilization', averageUtilization: given.averageUtilization }
          : { type: 'AverageValue', averageValue: given.averageValue },
      ...(container === undefined ? {} : { container }),
    },
  ];
}

function mainContainer(workload: WorkloadModel, model: ClusterModel): string | undefined {
  const [main, ...others] = workload.containers ?? [];
  const { mesh } = model.cluster;
  const isShared = model.getsSidecar(workload) || (mesh !== undefined && meshModeOf(mesh) === 'sidecar');
  return others.length > 0 || isShared ? main : undefined;
}

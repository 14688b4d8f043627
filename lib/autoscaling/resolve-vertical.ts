import type { ClusterModel } from '../model/cluster-model';
import type { ResourceName } from '../model/resource-name';
import type { ScaledWorkload } from '../model/scaling';
import type { ContainerScaling, VerticalScaling } from '../model/vertical-scaling';
import { emitBoost, emitContainerPolicy } from './container-policy';
import { limitRangeBounds, type Bounds } from './limit-range-bounds';
import { refuseMissingFeatures } from './refuse-missing-features';
import { refuseScaling, type ScalingRefusal } from './refuse-scaling';
import { resourceMetrics } from './resource-metrics';
import type { ResolvedRange } from './resolve';
import type { ScaleTarget, VerticalModel } from './scaler-model';

const resources: readonly ResourceName[] = ['cpu', 'memory'];

/** A VerticalPodAutoscaler of what does not decide the number of pods; what the cluster's version cannot do is reported. */
export function resolveVertical(
  model: ClusterModel,
  scaled: ScaledWorkload,
  vertical: VerticalScaling,
  horizontal: ResolvedRange | undefined,
  target: ScaleTarget,
): readonly VerticalModel[] {
  const { workload, origin, name = workload.name } = scaled;
  const refuse = (refusal: ScalingRefusal) => refuseScaling(model, scaled, refusal);
  const facts = model.cluster.autoscalers.verticalPodAutoscaler;
  if (facts === undefined) {
    refuse({
      path: 'scaling.vertical',
      message: `Forbidden: ${model.cluster.name} runs no autoscaler that changes requests: the VerticalPodAutoscaler could`,
      fix: "run it and say so: autoscalers: { verticalPodAutoscaler: { version: '1.7' } }, or set resources yourself",
    });
    return [];
  }
  const { updateMode, minReplicas, evictionRequirements, evictAfterOOM, recommender, startupBoost } = vertical;
  const { containers = {} } = vertical;
  refuseMissingFeatures(model.cluster, vertical, facts, refuse);
  const measured = updateMode === 'Off' || horizontal === undefined ? [] : utilizedResources(horizontal, scaled, model);
  const free = resources.filter((resource) => !measured.includes(resource));
  if (free.length === 0)
    refuse({
      path: 'scaling.vertical',
      message: 'Forbidden: the number of pods follows from the usage of cpu and memory as shares of their requests',
      fix: "use updateMode: 'Off', or scale the number of pods by amounts (averageValue), metrics or events",
    });
  if (updateMode !== 'Off')
    model.ownership.claim(workload.controller, 'pods.resources', {
      by: 'scaling.vertical',
      origin,
      leftTo: `VerticalPodAutoscaler ${workload.namespace}/${name}`,
    });
  const bounds = limitRangeBounds(model, workload.namespace);
  const policies = { ...(measured.length > 0 || bounds !== undefined ? { '*': {} } : {}), ...containers };
  return [
    {
      kind: 'VerticalPodAutoscaler',
      workload,
      name,
      origin,
      target,
      updateMode,
      ...(minReplicas === undefined ? {} : { minReplicas }),
      ...(evictionRequirements === undefined ? {} : { evictionRequirements }),
      ...(evictAfterOOM === undefined ? {} : { evictAfterOOMSeconds: evictAfterOOM.toSeconds() }),
      ...(recommender === undefined ? {} : { recommender }),
      ...(startupBoost === undefined ? {} : { startupBoost: emitBoost(startupBoost) }),
      containerPolicies: Object.entries(policies).map(([name, policy]) => {
        const path = `scaling.vertical.containers[${name}]`;
        refuseMeasured(path, policy, measured, refuse);
        refuseBeyond(path, policy, bounds, refuse);
        return emitContainerPolicy(name, policy, measured.length > 0 ? free : undefined, bounds);
      }),
    },
  ];
}

/** Resources whose share of the request decides the number of pods: each change of the request would change the number. */
function utilizedResources(
  horizontal: ResolvedRange,
  { workload }: ScaledWorkload,
  model: ClusterModel,
): readonly ResourceName[] {
  const { metrics = [], events = [] } = horizontal;
  const utilized = new Set<ResourceName>();
  for (const { name, target } of resourceMetrics(horizontal, workload, model))
    if (target.type === 'Utilization') utilized.add(name);
  for (const metric of metrics) {
    const usage =
      metric.type === 'Resource'
        ? metric.resource
        : metric.type === 'ContainerResource'
          ? metric.containerResource
          : undefined;
    if (usage?.target.type === 'Utilization') utilized.add(usage.name);
  }
  for (const { type, metricType = 'Utilization' } of events)
    if ((type === 'cpu' || type === 'memory') && metricType === 'Utilization') utilized.add(type);
  return resources.filter((resource) => utilized.has(resource));
}

function refuseMeasured(
  path: string,
  { mode, controlledResources = [] }: ContainerScaling,
  measured: readonly ResourceName[],
  refuse: (refusal: ScalingRefusal) => void,
): void {
  const both = controlledResources.filter((resource) => measured.includes(resource));
  if (mode === 'Off' || both.length === 0) return;
  refuse({
    path: `${path}.controlledResources`,
    message: `Forbidden: the number of pods follows from the usage of ${both.join(' and ')} as a share of the request, which would change with it`,
    fix: `leave ${both.join(' and ')} out here, or out of scaling`,
  });
}

/** The autoscaler follows its own bounds where they are wider, and the API server then refuses the pods. */
function refuseBeyond(
  path: string,
  { min = {}, max = {} }: ContainerScaling,
  bounds: Bounds | undefined,
  refuse: (refusal: ScalingRefusal) => void,
): void {
  for (const resource of resources) {
    const [most, least] = [bounds?.max[resource], bounds?.min[resource]];
    if (most !== undefined && most.isBelow(max[resource]))
      refuse({
        path: `${path}.max.${resource}`,
        message: `Invalid value: "${max[resource] ?? ''}": LimitRange ${most.limitRange} lets a container have ${most.written} at most`,
        fix: `use up to ${most.written}`,
      });
    if (least !== undefined && least.isAbove(min[resource]))
      refuse({
        path: `${path}.min.${resource}`,
        message: `Invalid value: "${min[resource] ?? ''}": LimitRange ${least.limitRange} lets a container have ${least.written} at least`,
        fix: `use ${least.written} or more`,
      });
  }
}

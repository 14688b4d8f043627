import type { JsonObject } from '../manifest/objects/json';
import type { ClusterModel } from '../model/cluster-model';
import type { MetricSpec, ScaledWorkload } from '../model/scaling';
import { connectToSources } from './connect-to-sources';
import { refuseFallback } from './refuse-fallback';
import { refuseScaling, type ScalingRefusal } from './refuse-scaling';
import { refuseWithoutUsage } from './refuse-without-usage';
import type { ResolvedRange } from './resolve';
import { resolveBehavior } from './resolve-behavior';
import { emitFormula, refuseFormula } from './scaling-formula';
import { resolveTriggers } from './resolve-triggers';
import type { WorkloadModel } from '../model/workload-model';
import { resourceMetrics, type ResourceMetric } from './resource-metrics';
import type { AuthenticationModel, ScaledObjectModel, ScaleTarget } from './scaler-model';

/** Longest name of the HorizontalPodAutoscaler that KEDA makes: it is a label's value, too. */
const longestName = 63;

/** A ScaledObject, with the credentials of its triggers; what the cluster's KEDA cannot do is reported. */
export function resolveScaledObject(
  model: ClusterModel,
  scaled: ScaledWorkload,
  scaling: ResolvedRange,
  target: ScaleTarget,
): readonly (ScaledObjectModel | AuthenticationModel)[] {
  const { keda } = model.cluster.autoscalers;
  if (keda === undefined) return [];
  const refuse = (refusal: ScalingRefusal) => refuseScaling(model, scaled, refusal);
  const { workload, origin, name = workload.name } = scaled;
  const { min, max, idle, fallback, behavior, takeOver, schedule = [], events = [] } = scaling;
  const { pollingInterval, cooldown, initialCooldown, formula, ...kept } = scaling;
  const { envSourceContainerName, restoreToOriginalReplicaCount } = kept;
  refuseWithoutUsage(model, scaled, scaling);
  const { triggers, authentications } = resolveTriggers(model, scaled, { events, schedule, max }, keda);
  connectToSources(model, scaled, events, keda);
  const usage = [...resourceMetrics(scaling, workload, model), ...usageMetrics(scaling.metrics ?? [], refuse)];
  if (min === 0 && triggers.length === 0) refuse(zeroByUsage);
  if (fallback !== undefined) refuseFallback(fallback, { scaling, keda, triggers }, refuse);
  if (formula !== undefined) refuseFormula(formula, scaling, refuse);
  if (min > 0 && idle === undefined) refuseIdleTimes(scaling, refuse);
  if (envSourceContainerName !== undefined) refuseContainer(envSourceContainerName, workload, refuse);
  const resolved = resolveBehavior(model, scaled, behavior);
  const autoscalerName = takeOver ?? (`keda-hpa-${name}`.length > longestName ? name : undefined);
  return [
    ...authentications,
    {
      kind: 'ScaledObject',
      workload,
      name,
      origin,
      target,
      minReplicaCount: min,
      maxReplicaCount: max,
      triggers: [...usage.map(emitUsage), ...triggers],
      ...(pollingInterval === undefined ? {} : { pollingInterval: pollingInterval.toSeconds() }),
      ...(cooldown === undefined ? {} : { cooldownPeriod: cooldown.toSeconds() }),
      ...(initialCooldown === undefined ? {} : { initialCooldownPeriod: initialCooldown.toSeconds() }),
      ...(idle === undefined ? {} : { idleReplicaCount: idle }),
      ...(formula === undefined ? {} : { scalingModifiers: emitFormula(formula) }),
      ...(envSourceContainerName === undefined ? {} : { envSourceContainerName }),
      ...(restoreToOriginalReplicaCount === undefined ? {} : { restoreToOriginalReplicaCount }),
      ...(fallback === undefined ? {} : { fallback: { ...fallback } }),
      ...(resolved === undefined ? {} : { behavior: resolved }),
      ...(autoscalerName === undefined ? {} : { autoscalerName }),
      takesOver: takeOver !== undefined,
    },
  ];
}

const zeroByUsage: ScalingRefusal = {
  path: 'scaling.min',
  message:
    'Invalid value: 0: CPU and memory are measured in pods, and where there is none nothing says when to come back',
  fix: 'use min: 1, or scale by events or a schedule as well',
};

/** KEDA asks for usage itself; for metrics of other adapters it has no trigger. */
function usageMetrics(
  metrics: readonly MetricSpec[],
  refuse: (refusal: ScalingRefusal) => void,
): readonly ResourceMetric[] {
  return metrics.flatMap((metric, index): readonly ResourceMetric[] => {
    if (metric.type === 'Resource') return [usageOf(metric.resource)];
    if (metric.type === 'ContainerResource') return [usageOf(metric.containerResource)];
    refuse({
      path: `scaling.metrics[${index}]`,
      message: `Forbidden: KEDA scales it, and has no trigger for a metric of type ${metric.type}`,
      fix: "say it as an event ('prometheus', 'metrics-api' …), or leave events, schedule and takeOver out",
    });
    return [];
  });
}

function usageOf({
  name,
  target,
  container,
}: Extract<MetricSpec, { readonly type: 'Resource' }>['resource'] & { readonly container?: string }): ResourceMetric {
  return {
    name,
    target:
      target.type === 'Utilization' ? target : { type: 'AverageValue', averageValue: String(target.averageValue) },
    ...(container === undefined ? {} : { container }),
  };
}

function emitUsage({ name, target, container }: ResourceMetric): JsonObject {
  return {
    type: name,
    metricType: target.type,
    metadata: {
      value: target.type === 'Utilization' ? String(target.averageUtilization) : target.averageValue,
      ...(container === undefined ? {} : { containerName: container }),
    },
  };
}

/** Both are about the way to no pods and back. */
function refuseIdleTimes(scaling: ResolvedRange, refuse: (refusal: ScalingRefusal) => void): void {
  for (const field of ['cooldown', 'initialCooldown'] as const)
    if (scaling[field] !== undefined)
      refuse({
        severity: 'warning',
        path: `scaling.${field}`,
        message: `has no effect: it is the time before the last pod goes, and min is ${scaling.min}`,
        fix: 'leave it out, or use min: 0 or idle: 0; how fast it goes down is behavior.scaleDown',
      });
}

function refuseContainer(name: string, { containers }: WorkloadModel, refuse: (refusal: ScalingRefusal) => void): void {
  if (containers === undefined || containers.includes(name)) return;
  refuse({
    path: 'scaling.envSourceContainerName',
    message: `Not found: "${name}": the pods have no such container`,
    fix: `use one of ${containers.join(', ')}`,
  });
}

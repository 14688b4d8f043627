import type { KedaFacts } from '../fleet/autoscaler-facts';
import type { JsonObject } from '../manifest/objects/json';
import type { ClusterModel } from '../model/cluster-model';
import type { MetricSpec, ScaledWorkload, ScalingFallback } from '../model/scaling';
import { isAtLeastVersion } from '../products/keda-scalers/keda-version';
import { connectToSources } from './connect-to-sources';
import { refuseScaling, type ScalingRefusal } from './refuse-scaling';
import { refuseWithoutUsage } from './refuse-without-usage';
import type { ResolvedRange } from './resolve';
import { resolveBehavior } from './resolve-behavior';
import { resolveTriggers } from './resolve-triggers';
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
  const { min, max, fallback, behavior, pollingInterval, cooldown, takeOver, schedule = [], events = [] } = scaling;
  refuseWithoutUsage(model, scaled, scaling);
  const { triggers, authentications } = resolveTriggers(model, scaled, { events, schedule, max }, keda);
  connectToSources(model, scaled, events, keda);
  const usage = [...resourceMetrics(scaling, workload, model.cluster), ...usageMetrics(scaling.metrics ?? [], refuse)];
  if (min === 0 && triggers.length === 0) refuse(zeroByUsage);
  if (fallback !== undefined) refuseFallback(fallback, { scaling, keda, triggers }, refuse);
  if (min > 0) refuseIdleTimes(scaling, refuse);
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

interface FallbackSituation {
  readonly scaling: ResolvedRange;
  readonly keda: KedaFacts;
  readonly triggers: readonly JsonObject[];
}

function refuseFallback(
  { replicas, behavior }: ScalingFallback,
  { scaling: { max, events = [] }, keda: { version }, triggers }: FallbackSituation,
  refuse: (refusal: ScalingRefusal) => void,
): void {
  if (replicas > max)
    refuse({
      path: 'scaling.fallback.replicas',
      message: `Invalid value: ${replicas}: must be at most max, ${max}`,
      fix: `use up to ${max}, or raise max`,
    });
  if (triggers.length === 0)
    refuse({
      path: 'scaling.fallback',
      message: 'Forbidden: there is none for CPU and memory, which KEDA does not ask for itself',
      fix: 'leave it out, or scale by events',
    });
  if (behavior !== undefined && !isAtLeastVersion(version, '2.17'))
    refuse({
      path: 'scaling.fallback.behavior',
      message: `Forbidden: KEDA ${version} does not have it, 2.17 is the first that does`,
      fix: 'leave it out: replicas is what there is',
    });
  if (!isAtLeastVersion(version, '2.18') && events.some(({ metricType }) => metricType === 'Value'))
    refuse({
      path: 'scaling.fallback',
      message: `Forbidden: KEDA ${version} has none for triggers with metricType Value, 2.18 is the first that does`,
      fix: "use metricType: 'AverageValue', or leave it out",
    });
}

/** Both are about the way to no pods and back. */
function refuseIdleTimes({ cooldown, min }: ResolvedRange, refuse: (refusal: ScalingRefusal) => void): void {
  if (cooldown === undefined) return;
  refuse({
    severity: 'warning',
    path: 'scaling.cooldown',
    message: `has no effect: it is the time before the last pod goes, and min is ${min}`,
    fix: 'leave it out, or use min: 0; how fast it goes down is behavior.scaleDown',
  });
}

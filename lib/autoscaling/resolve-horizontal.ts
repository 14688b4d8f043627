import type { JsonObject } from '../manifest/objects/json';
import type { MetricApi } from '../fleet/autoscaler-facts';
import type { ClusterModel } from '../model/cluster-model';
import type { MetricSpec, ScaledWorkload } from '../model/scaling';
import { choosesKeda } from './choose-scaler';
import { refuseScaling } from './refuse-scaling';
import type { ResolvedRange } from './resolve';
import { resolveBehavior } from './resolve-behavior';
import { resourceMetrics, type ResourceMetric } from './resource-metrics';
import { refuseWithoutUsage } from './refuse-without-usage';
import type { HorizontalModel, ScaleTarget } from './scaler-model';

/** A HorizontalPodAutoscaler for what needs no other product; what the cluster serves no metrics for is reported. */
export function resolveHorizontal(
  model: ClusterModel,
  scaled: ScaledWorkload,
  scaling: ResolvedRange,
  target: ScaleTarget,
): readonly HorizontalModel[] {
  const { workload, origin } = scaled;
  const { min, max, metrics = [], behavior } = scaling;
  refuseWithoutUsage(model, scaled, scaling);
  metrics.forEach(({ type }, index) => refuseUnserved(model, scaled, type, `scaling.metrics[${index}]`));
  refuseKedaFields(model, scaled, scaling);
  if (min === 0 && choosesKeda(scaling, model.cluster)) refuseZero(model, scaled);
  const resolved = resolveBehavior(model, scaled, behavior);
  return [
    {
      kind: 'HorizontalPodAutoscaler',
      workload,
      name: scaled.name ?? workload.name,
      origin,
      target,
      minReplicas: min,
      maxReplicas: max,
      metrics: [...resourceMetrics(scaling, workload, model).map(emitResourceMetric), ...metrics],
      ...(resolved === undefined ? {} : { behavior: resolved }),
    },
  ];
}

function emitResourceMetric({ name, target, container }: ResourceMetric): JsonObject {
  return container === undefined
    ? { type: 'Resource', resource: { name, target } }
    : { type: 'ContainerResource', containerResource: { name, container, target } };
}

const servers: Readonly<Record<MetricSpec['type'], MetricApi | undefined>> = {
  Resource: undefined,
  ContainerResource: undefined,
  Pods: 'custom',
  Object: 'custom',
  External: 'external',
};

/** A metric that no adapter serves is one that the autoscaler never sees: the number of pods stays as it is. */
function refuseUnserved(model: ClusterModel, scaled: ScaledWorkload, type: MetricSpec['type'], path: string): void {
  const api = servers[type];
  const { name, autoscalers } = model.cluster;
  if (api === undefined || autoscalers.metricAdapters.some(({ serves }) => serves.includes(api))) return;
  const byKeda = api === 'external' ? ', or let KEDA ask for it: scaling.events' : '';
  refuseScaling(model, scaled, {
    path,
    message: `Forbidden: nothing on ${name} serves ${api}.metrics.k8s.io, where metrics of type ${type} are asked for`,
    fix: `run an adapter and say so: autoscalers: { metricAdapters: [{ namespace, podLabels, serves: ['${api}'] }] }${byKeda}`,
  });
}

/** It comes back from zero by a metric that is there without pods, and only on newer versions. */
function refuseZero(model: ClusterModel, scaled: ScaledWorkload): void {
  refuseScaling(model, scaled, {
    path: 'scaling.min',
    message: `Invalid value: 0: a HorizontalPodAutoscaler on Kubernetes ${model.cluster.kubernetesVersion} would not come back from there`,
    fix: 'use 1; from Kubernetes 1.37 on, an External or Object metric can come back from zero; or use a ScaledObject',
  });
}

const kedaFields = [
  'fallback',
  'pollingInterval',
  'cooldown',
  'initialCooldown',
  'formula',
  'envSourceContainerName',
  'restoreToOriginalReplicaCount',
] as const;

/** What a HorizontalPodAutoscaler has no field for. */
function refuseKedaFields(model: ClusterModel, scaled: ScaledWorkload, scaling: ResolvedRange): void {
  for (const field of kedaFields) {
    if (scaling[field] === undefined) continue;
    refuseScaling(model, scaled, {
      path: `scaling.${field}`,
      message: `Forbidden: it is for KEDA, and a HorizontalPodAutoscaler scales ${scaled.workload.name}: there are no events`,
      fix: 'leave it out, or scale by events',
    });
  }
}

import type { ClusterModel } from '../model/cluster-model';
import { defaultReplicas } from '../model/default-replicas';
import { scalings, type HorizontalScaling, type ScaledWorkload } from '../model/scaling';
import { connectMetricAdapters } from './connect-metric-adapters';
import { choosesKeda } from './choose-scaler';
import { refuseWithoutKeda } from './refuse-without-keda';
import { resolveAuthentications } from './resolve-authentications';
import { resolveHorizontal } from './resolve-horizontal';
import { resolveScaledObject } from './resolve-scaled-object';
import { resolveVertical } from './resolve-vertical';
import { resolveScaledJobs } from './resolve-scaled-jobs';
import { ScaleTargets } from './scale-target';
import type { HorizontalModel, ScaledObjectModel, ScalerModel, ScaleTarget } from './scaler-model';

/** The numbers between which a workload is scaled, with the default filled in. */
export type ResolvedRange = HorizontalScaling & { readonly min: number };

/**
 * Turns what is said of scaling into autoscalers, reports what the cluster has none for, and claims what they decide. The
 * only home of the defaults of scaling.
 */
export function resolveScalings(model: ClusterModel): readonly ScalerModel[] {
  connectMetricAdapters(model);
  const shared = [...resolveAuthentications(model), ...resolveScaledJobs(model)];
  const declared = scalings.in(model);
  if (declared.length === 0) return shared;
  const targets = new ScaleTargets(model);
  const scalers = declared.flatMap((scaled) => {
    const target = targets.of(scaled);
    if (target === undefined) return [];
    const before = errorsOf(model);
    const resolved = resolveScaling(model, scaled, target);
    // What is wrong with the declaration would be wrong with its objects, too, and checks would say it again.
    return errorsOf(model) === before ? resolved : [];
  });
  return [...shared, ...scalers];
}

function errorsOf(model: ClusterModel): number {
  return model.diagnostics().filter(({ severity }) => severity === 'error').length;
}

function resolveScaling(model: ClusterModel, scaled: ScaledWorkload, target: ScaleTarget): readonly ScalerModel[] {
  const { scaling } = scaled;
  const horizontal = scaling.max === undefined ? undefined : withDefaults(model, scaling);
  const scalers =
    horizontal === undefined
      ? []
      : scaled.kind === 'ScaledObject' || (scaled.kind === undefined && choosesKeda(horizontal, model.cluster))
        ? resolveEvents(model, scaled, horizontal, target)
        : resolveHorizontal(model, scaled, horizontal, target);
  for (const scaler of scalers) {
    if (scaler.kind === 'HorizontalPodAutoscaler' || scaler.kind === 'ScaledObject') claimReplicas(model, scaler);
  }
  const vertical =
    scaling.vertical === undefined ? [] : resolveVertical(model, scaled, scaling.vertical, horizontal, target);
  return [...scalers, ...vertical];
}

/** By KEDA, or where it does not run and that is no error, by what is left without it. */
function resolveEvents(
  model: ClusterModel,
  scaled: ScaledWorkload,
  scaling: ResolvedRange,
  target: ScaleTarget,
): readonly ScalerModel[] {
  if (model.cluster.autoscalers.keda !== undefined) return resolveScaledObject(model, scaled, scaling, target);
  const { cpu, memory, metrics = [], onUnsupported = 'error' } = scaling;
  const isLeft = cpu !== undefined || memory !== undefined || metrics.length > 0;
  const severity = onUnsupported === 'warn' && isLeft ? 'warning' : 'error';
  refuseWithoutKeda(model, scaled, scaling, severity);
  return severity === 'error' ? [] : resolveHorizontal(model, scaled, withoutKeda(scaling), target);
}

function withoutKeda({ min, max, cpu, memory, metrics, behavior }: ResolvedRange): ResolvedRange {
  return {
    min: Math.max(min, 1),
    max,
    ...(cpu === undefined ? {} : { cpu }),
    ...(memory === undefined ? {} : { memory }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(behavior === undefined ? {} : { behavior }),
  };
}

function withDefaults({ cluster }: ClusterModel, scaling: HorizontalScaling): ResolvedRange {
  return { ...scaling, min: scaling.min ?? Math.min(defaultReplicas(cluster), scaling.max) };
}

/** The number of pods is the autoscaler's from now on: no manifest says it. */
function claimReplicas(model: ClusterModel, scaler: HorizontalModel | ScaledObjectModel): void {
  const { kind, name, workload, origin } = scaler;
  const [min, max] =
    kind === 'ScaledObject'
      ? [scaler.idleReplicaCount ?? scaler.minReplicaCount, scaler.maxReplicaCount]
      : [scaler.minReplicas, scaler.maxReplicas];
  model.ownership.claim(workload.controller, 'spec.replicas', {
    by: 'scaling',
    origin,
    leftTo: `${kind} ${workload.namespace}/${name}`,
    range: { min, max },
  });
}

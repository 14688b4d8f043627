import type { ClusterModel } from '../model/cluster-model';
import { defaultReplicas } from '../model/default-replicas';
import { scalings, type HorizontalScaling, type ScaledWorkload } from '../model/scaling';
import { choosesKeda } from './choose-scaler';
import { resolveHorizontal } from './resolve-horizontal';
import { resolveScaledObject } from './resolve-scaled-object';
import { resolveVertical } from './resolve-vertical';
import { ScaleTargets } from './scale-target';
import type { HorizontalModel, ScaledObjectModel, ScalerModel, ScaleTarget } from './scaler-model';

/** The numbers between which a workload is scaled, with the default filled in. */
export type ResolvedRange = HorizontalScaling & { readonly min: number };

/**
 * Turns what is said of scaling into autoscalers, reports what the cluster has none for, and claims what they decide. The
 * only home of the defaults of scaling.
 */
export function resolveScalings(model: ClusterModel): readonly ScalerModel[] {
  const declared = scalings.in(model);
  if (declared.length === 0) return [];
  const targets = new ScaleTargets(model);
  return declared.flatMap((scaled) => {
    const target = targets.of(scaled);
    return target === undefined ? [] : resolveScaling(model, scaled, target);
  });
}

function resolveScaling(model: ClusterModel, scaled: ScaledWorkload, target: ScaleTarget): readonly ScalerModel[] {
  const { scaling } = scaled;
  const horizontal = scaling.max === undefined ? undefined : withDefaults(model, scaling);
  const scalers =
    horizontal === undefined
      ? []
      : choosesKeda(horizontal, model.cluster)
        ? resolveScaledObject(model, scaled, horizontal, target)
        : resolveHorizontal(model, scaled, horizontal, target);
  for (const scaler of scalers) {
    if (scaler.kind === 'HorizontalPodAutoscaler' || scaler.kind === 'ScaledObject') claimReplicas(model, scaler);
  }
  const vertical =
    scaling.vertical === undefined ? [] : resolveVertical(model, scaled, scaling.vertical, horizontal, target);
  return [...scalers, ...vertical];
}

function withDefaults({ cluster }: ClusterModel, scaling: HorizontalScaling): ResolvedRange {
  return { ...scaling, min: scaling.min ?? Math.min(defaultReplicas(cluster), scaling.max) };
}

/** The number of pods is the autoscaler's from now on: no manifest says it. */
function claimReplicas(model: ClusterModel, scaler: HorizontalModel | ScaledObjectModel): void {
  const { kind, name, workload, origin } = scaler;
  const [min, max] =
    kind === 'ScaledObject'
      ? [scaler.minReplicaCount, scaler.maxReplicaCount]
      : [scaler.minReplicas, scaler.maxReplicas];
  model.ownership.claim(workload.controller, 'spec.replicas', {
    by: 'scaling',
    origin,
    leftTo: `${kind} ${workload.namespace}/${name}`,
    range: { min, max },
  });
}

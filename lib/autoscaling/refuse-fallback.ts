import type { KedaFacts } from '../fleet/autoscaler-facts';
import type { JsonObject } from '../manifest/objects/json';
import type { ScalingFallback } from '../model/scaling';
import { isAtLeastVersion } from '../products/keda-scalers/keda-version';
import type { ScalingRefusal } from './refuse-scaling';
import type { ResolvedRange } from './resolve';

interface FallbackSituation {
  readonly scaling: ResolvedRange;
  readonly keda: KedaFacts;
  readonly triggers: readonly JsonObject[];
}

/** Reports a fallback that the cluster's KEDA refuses, or has none for. */
export function refuseFallback(
  { replicas, behavior }: ScalingFallback,
  { scaling: { max, events = [], formula }, keda: { version }, triggers }: FallbackSituation,
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
  const since = behavior === 'scalingModifiers' ? '2.20' : '2.17';
  if (behavior !== undefined && !isAtLeastVersion(version, since))
    refuse({
      path: 'scaling.fallback.behavior',
      message: `Forbidden: KEDA ${version} does not have it, ${since} is the first that does`,
      fix: 'leave it out: replicas is what there is',
    });
  if (behavior === 'scalingModifiers' && formula === undefined)
    refuse({
      path: 'scaling.fallback.behavior',
      message: 'Forbidden: there is no formula that it could be left to',
      fix: 'use another behavior, or say formula',
    });
  if (!isAtLeastVersion(version, '2.18') && events.some(({ metricType }) => metricType === 'Value'))
    refuse({
      path: 'scaling.fallback',
      message: `Forbidden: KEDA ${version} has none for triggers with metricType Value, 2.18 is the first that does`,
      fix: "use metricType: 'AverageValue', or leave it out",
    });
}

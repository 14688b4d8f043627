import { isAtLeast } from '../fleet/kubernetes-version';
import type { JsonObject } from '../manifest/objects/json';
import type { ClusterModel } from '../model/cluster-model';
import type { ScaledWorkload, ScalingBehavior, ScalingRules } from '../model/scaling';
import { refuseScaling } from './refuse-scaling';

/** How fast the number of pods changes, in the fields of `autoscaling/v2`; undefined where the defaults hold. */
export function resolveBehavior(
  model: ClusterModel,
  scaled: ScaledWorkload,
  behavior: ScalingBehavior | undefined,
): JsonObject | undefined {
  if (behavior === undefined) return undefined;
  const { scaleUp, scaleDown } = behavior;
  for (const [direction, rules] of Object.entries({ scaleUp, scaleDown })) {
    if (rules?.tolerance !== undefined) refuseTolerance(model, scaled, direction);
  }
  return {
    ...(scaleDown === undefined ? {} : { scaleDown: emitRules(scaleDown) }),
    ...(scaleUp === undefined ? {} : { scaleUp: emitRules(scaleUp) }),
  };
}

/** Behind a gate that is off before 1.35, where the API server drops it. */
function refuseTolerance(model: ClusterModel, scaled: ScaledWorkload, direction: string): void {
  const { name, kubernetesVersion } = model.cluster;
  if (isAtLeast(kubernetesVersion, '1.35')) return;
  refuseScaling(model, scaled, {
    path: `scaling.behavior.${direction}.tolerance`,
    message: `Forbidden: Kubernetes ${kubernetesVersion} on ${name} does not have it, 1.35 is the first that does`,
    fix: 'leave it out: 10 % is what the autoscaler takes for no difference',
  });
}

function emitRules({ stabilizationWindow, selectPolicy, policies, tolerance }: ScalingRules): JsonObject {
  return {
    ...(stabilizationWindow === undefined ? {} : { stabilizationWindowSeconds: stabilizationWindow.toSeconds() }),
    ...(selectPolicy === undefined ? {} : { selectPolicy }),
    ...(policies === undefined
      ? {}
      : {
          policies: policies.map(({ type, value, period }) => ({ type, value, periodSeconds: period.toSeconds() })),
        }),
    // A quantity: thousandths are what it can hold to the bit.
    ...(tolerance === undefined ? {} : { tolerance: `${Math.round(tolerance * 1000)}m` }),
  };
}

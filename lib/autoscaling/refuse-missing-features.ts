import type { VerticalPodAutoscalerFacts } from '../fleet/autoscaler-facts';
import type { ClusterFacts } from '../fleet/cluster-facts';
import { isAtLeast } from '../fleet/kubernetes-version';
import type { VerticalScaling } from '../model/vertical-scaling';
import {
  missingFeature,
  verticalFields,
  verticalModes,
  type VerticalFeature,
} from '../products/vertical-pod-autoscaler';
import type { ScalingRefusal } from './refuse-scaling';

/** Reports what of a VerticalPodAutoscaler does not work with two versions and the gates of a cluster. */
export function refuseMissingFeatures(
  cluster: ClusterFacts,
  vertical: VerticalScaling,
  facts: VerticalPodAutoscalerFacts,
  refuse: (refusal: ScalingRefusal) => void,
): void {
  for (const { path, written, feature, instead } of asked(vertical)) {
    if (feature.kubernetes !== undefined && !isAtLeast(cluster.kubernetesVersion, feature.kubernetes))
      refuse({
        path,
        message: `${written} Kubernetes ${cluster.kubernetesVersion} on ${cluster.name} changes no running pod, ${feature.kubernetes} is the first that does`,
        fix: instead,
      });
    const missing = missingFeature(facts, feature);
    if (missing === undefined) continue;
    const needed =
      missing === 'version' ? `${feature.since} is the first that has it` : `its gate ${feature.gate} is off`;
    refuse({
      path,
      message: `${written} VerticalPodAutoscaler ${facts.version} on ${cluster.name}: ${needed}`,
      fix:
        missing === 'version'
          ? instead
          : `turn the gate on and say so: autoscalers: { verticalPodAutoscaler: { version, featureGates: ['${feature.gate}'] } }`,
    });
  }
}

interface Asked {
  readonly path: string;
  readonly written: string;
  readonly feature: VerticalFeature;
  readonly instead: string;
}

function asked({ updateMode, evictAfterOOM, startupBoost, containers = {} }: VerticalScaling): readonly Asked[] {
  const path = 'scaling.vertical';
  const field = (at: string, value: unknown, feature: VerticalFeature): readonly Asked[] =>
    value === undefined ? [] : [{ path: `${path}${at}`, written: 'Forbidden:', feature, instead: 'leave it out' }];
  return [
    ...(updateMode === 'InPlace' || updateMode === 'InPlaceOrRecreate'
      ? [
          {
            path: `${path}.updateMode`,
            written: `Unsupported value: "${updateMode}":`,
            feature: verticalModes[updateMode],
            instead: "use 'Recreate' or 'Initial'",
          },
        ]
      : []),
    ...field('.evictAfterOOM', evictAfterOOM, verticalFields.evictAfterOOMSeconds),
    ...field('.startupBoost', startupBoost, verticalFields.startupBoost),
    ...Object.entries(containers).flatMap(([name, policy]) =>
      (['oomBumpUpRatio', 'oomMinBumpUp', 'startupBoost'] as const).flatMap((each) =>
        field(`.containers[${name}].${each}`, policy[each], verticalFields[each]),
      ),
    ),
  ];
}

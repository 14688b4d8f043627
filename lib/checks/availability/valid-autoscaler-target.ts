import { definitionOf } from '../../manifest/objects/custom-resource-definitions';
import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { ObjectIdentity } from '../../manifest/objects/object-identity';
import { autoscalerOf } from '../../manifest/pods/autoscalers';
import { horizontalKinds } from '../../manifest/pods/autoscaler-kinds';
import { workloadKind } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';

/** What a horizontal autoscaler scales has a scale. */
export const validAutoscalerTarget: Check = {
  id: 'valid-autoscaler-target',
  severity: 'error',
  profile: 'baseline',
  why: 'The autoscaler asks for the scale subresource of its target; kinds that have none are never scaled.',
  kinds: horizontalKinds,
  run: function* (object, { manifests }) {
    const autoscaler = autoscalerOf(object);
    if (autoscaler === undefined) return;
    const { group, kind } = autoscaler.target;
    const known = workloadKind(`${group}/${kind}`);
    const isUnscalable = known !== undefined && known.isScalable !== true;
    if (!isUnscalable && !isDefinedWithoutScale(manifests, autoscaler.target)) return;
    const message = `Unsupported value: "${kind}": has no scale subresource`;
    const fix = 'scale a Deployment, StatefulSet or Rollout; for Jobs use a KEDA ScaledJob';
    yield { path: 'spec.scaleTargetRef.kind', message, fix };
  },
};

/** A custom resource has a scale where its definition says so, for any of its versions. */
function isDefinedWithoutScale(manifests: ManifestSet, { group, kind }: ObjectIdentity): boolean {
  const definition = definitionOf(manifests, group, kind);
  if (definition === undefined) return false;
  const versions = Field.root(definition.manifest).at('spec', 'versions').items();
  return versions.length > 0 && !versions.some((version) => version.at('subresources', 'scale').isSet);
}

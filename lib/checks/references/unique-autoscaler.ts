import { autoscalerOf, autoscalersTargeting, type Autoscaler } from '../../manifest/pods/autoscalers';
import { Field } from '../../manifest/objects/field';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { autoscalerKinds } from '../../manifest/pods/autoscaler-kinds';
import type { Check } from '../check';

/** No workload is scaled by two autoscalers of the same direction. */
export const uniqueAutoscaler: Check = {
  id: 'unique-autoscaler',
  severity: 'error',
  profile: 'baseline',
  why: 'Two autoscalers overwrite each other: the number or size of the Pods swings between what the two want.',
  kinds: autoscalerKinds,
  run: function* (object, { manifests }) {
    const autoscaler = autoscalerOf(object);
    if (autoscaler === undefined) return;
    const [first] = autoscalersTargeting(manifests, autoscaler.target).filter(
      (other) =>
        other.direction === autoscaler.direction && !takesOver(autoscaler, other) && !takesOver(other, autoscaler),
    );
    if (first === undefined || first.object === object) return;
    const target = formatIdentity(autoscaler.target);
    yield {
      path: autoscaler.field.path,
      message: `Duplicate value: ${target} is scaled by ${formatIdentity(identityOf(first.object.manifest))} already`,
      fix: 'keep one of the two; KEDA can hold the metrics of both',
    };
  },
};

/** A ScaledObject can be told to adopt a HorizontalPodAutoscaler instead of making one of its own. */
function takesOver({ object }: Autoscaler, other: Autoscaler): boolean {
  const scaledObject = Field.root(object.manifest);
  return (
    object.manifest.kind === 'ScaledObject' &&
    scaledObject.at('metadata', 'annotations', 'scaledobject.keda.sh/transfer-hpa-ownership').text === 'true' &&
    scaledObject.at('spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name').text ===
      other.object.manifest.metadata.name
  );
}

import { autoscalersOf } from '../../manifest/pods/autoscalers';
import { Field } from '../../manifest/objects/field';
import { namespaceOf, objectsIn } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { matchesLabels } from '../../manifest/objects/label-selector';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { serviceSelectorOf } from '../../manifest/network/service-ports';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { listNames } from '../list-names';

const podName = 'statefulset.kubernetes.io/pod-name';
const podIndex = 'apps.kubernetes.io/pod-index';

/** No autoscaler decides how many Pods a StatefulSet has whose Pods have Services of their own. */
export const noAutoscalerBesidePodServices: Check = {
  id: 'no-autoscaler-beside-pod-services',
  severity: 'error',
  profile: 'baseline',
  why: 'A Pod that the autoscaler adds has no Service of its own, and the Service of one that it takes away answers nobody.',
  kinds: ['apps/StatefulSet'],
  run: function* (object, { manifests }) {
    const services = podServicesOf(object, manifests);
    if (services.length === 0) return;
    const names = listNames(services.map(({ manifest }) => manifest.metadata.name ?? ''));
    for (const { object: scaler, direction } of autoscalersOf(manifests, object)) {
      if (direction !== 'horizontal') continue;
      yield forbidden(
        Field.root(object.manifest).at('spec', 'replicas'),
        `${formatIdentity(identityOf(scaler.manifest))} scales it, and its Pods have Services of their own (${names})`,
        'remove the autoscaler, and change replicas together with the Services',
      );
    }
  },
};

/** Services that select one Pod of a StatefulSet: by its name, or by its number and labels of the set. */
function podServicesOf(set: LocatedManifest, manifests: ManifestSet): readonly LocatedManifest[] {
  const prefix = `${set.manifest.metadata.name ?? ''}-`;
  const labels = podTemplateOf(set)?.labels ?? {};
  return objectsIn(manifests, '', 'Service', namespaceOf(set.manifest)).filter((service) => {
    const { [podName]: name, [podIndex]: index, ...shared } = serviceSelectorOf(service.manifest) ?? {};
    if (name !== undefined) return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
    const isOfSet = matchesLabels(shared, labels) && Object.keys(shared).length > 0;
    return index !== undefined && isOfSet;
  });
}

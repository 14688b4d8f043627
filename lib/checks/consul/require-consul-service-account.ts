import { Field } from '../../manifest/objects/field';
import { podTemplateOf, type PodTemplate } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { servicesSelecting } from '../../manifest/network/selecting-services';
import { consulAnnotation } from '../../products/consul';
import { enrolmentOfPod } from '../../reach/mesh/enrolment';
import type { Check } from '../check';
import { invalid } from '../field-error';

/** The ServiceAccount of an injected pod has the name of its Consul service. */
export const requireConsulServiceAccount: Check = {
  id: 'require-consul-service-account',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul gives a pod the identity of its ServiceAccount. Where that is another name than the service, connect-init fails and the pod never starts.',
  assumptions: ['ACLs are on, which is when Consul compares the names'],
  kinds: podOwningKinds,
  run: function* (object, { manifests }) {
    const pod = podTemplateOf(object);
    if (pod === undefined) return;
    const annotations = Field.at(pod.metadataPath, pod.metadata).at('annotations');
    if (enrolmentOfPod(pod, manifests)?.product !== 'consul') return;
    const names = serviceNames(pod, annotations, manifests);
    const account = Field.at(pod.specPath, pod.spec).at('serviceAccountName');
    if (names.length === 0 || names.includes(account.text ?? 'default')) return;
    yield invalid(
      account,
      `must be the name of the service: ${names.join(' or ')}`,
      `run the pod as ServiceAccount ${names.join(' or ')}`,
    );
  },
};

/** The service that the pod's annotation names, or else the Services that select it. */
function serviceNames(pod: PodTemplate, annotations: Field, manifests: ManifestSet): readonly string[] {
  const named = annotations.entry(consulAnnotation('connect-service')).text;
  if (named !== undefined) return named.split(',');
  return servicesSelecting(manifests, pod.owner)
    .filter(({ manifest }) => {
      const labels = Field.root(manifest).at('metadata', 'labels');
      return labels.entry(consulAnnotation('service-ignore')).text !== 'true';
    })
    .map(({ manifest }) => manifest.metadata.name ?? '');
}

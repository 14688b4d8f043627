import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { containersOf } from '../../manifest/pods/containers';
import { imageRules } from '../../manifest/pods/image-rules';
import { podTemplateOf, type PodTemplate } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import { meshRecords } from '../../products/mesh-records';
import { namespaceMetadata } from '../../products/namespace-metadata';
import type { Check, CheckContext } from '../check';
import type { Problem } from '../finding';
import { isInjected } from '../mesh/injection';

/** Images come from the registries that the policy of their namespace lets in. */
export const noRefusedImage: Check = {
  id: 'no-refused-image',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server refuses every Pod with such an image: the workload applies cleanly, and no Pod ever appears.',
  assumptions: ['only policies as a Tenant emits them for its imageRegistries are read'],
  kinds: [...podOwningKinds, 'admissionregistration.k8s.io/ValidatingAdmissionPolicy'],
  run(object, context) {
    const pod = podTemplateOf(object);
    return pod === undefined ? proxyProblems(object, context) : imageProblems(pod, context);
  },
};

function* imageProblems(pod: PodTemplate, { manifests }: CheckContext): Iterable<Problem> {
  const rules = imageRules(manifests).get(pod.namespace) ?? [];
  if (rules.length === 0) return;
  for (const { list, field } of containersOf(Field.at(pod.specPath, pod.spec))) {
    const image = field.at('image');
    const { text } = image;
    if (text === undefined) continue;
    for (const { policy, prefixes } of rules.filter((rule) => rule.list === list)) {
      if (prefixes.some((prefix) => text.startsWith(prefix))) continue;
      yield {
        path: image.path,
        message: `Forbidden: "${text}": ValidatingAdmissionPolicy ${policy} lets in ${prefixes.join(', ')} alone`,
        fix: 'take the image from there, or add its registry to imageRegistries of the Tenant',
      };
    }
  }
}

/** What the mesh puts into pods is refused like their own containers. */
function* proxyProblems(
  { manifest }: LocatedManifest,
  { manifests, cluster: { mesh } }: CheckContext,
): Iterable<Problem> {
  if (mesh === undefined) return;
  const { name, proxy, enrols } = meshRecords[mesh.product];
  const metadata = Field.at('metadata', {});
  const nothing = { labels: metadata.at('labels'), annotations: metadata.at('annotations') };
  const [rule] = [...imageRules(manifests).values()].flat().filter(({ policy }) => policy === manifest.metadata.name);
  if (rule === undefined) return;
  const { namespace, prefixes } = rule;
  const hasProxies =
    manifests.pods(namespace).some((pod) => isInjected(pod, manifests, mesh)) ||
    enrols(nothing, namespaceMetadata(manifests, namespace), namespace) === 'sidecar';
  const isCovered = proxy.imageFolders.some((folder) => prefixes.some((prefix) => `${folder}/`.startsWith(prefix)));
  if (!hasProxies || isCovered) return;
  yield {
    status: 'unproved',
    severity: 'warning',
    path: 'spec.validations',
    message: `whether Pods of namespace ${namespace} may have the proxy of ${name} is not known: by default its images come from ${proxy.imageFolders.join(' or ')}`,
    fix: `add where the images of ${name} come from to imageRegistries of the Tenant`,
  };
}

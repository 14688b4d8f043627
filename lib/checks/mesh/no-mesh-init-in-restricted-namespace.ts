import { Field } from '../../manifest/objects/field';
import { namespaceLabels } from '../../manifest/objects/namespace-labels';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { isInjected } from './injection';

/** Where the mesh sets up redirection by an init container, its pods are in namespaces that let it. */
export const noMeshInitInRestrictedNamespace: Check = {
  id: 'no-mesh-init-in-restricted-namespace',
  severity: 'error',
  profile: 'baseline',
  why: 'The init container of the mesh needs NET_ADMIN and NET_RAW, which the Pod Security levels baseline and restricted refuse: no pod is created.',
  kinds: podOwningKinds,
  run: function* (object, { manifests, cluster }) {
    const pod = podTemplateOf(object);
    if (pod === undefined || cluster.mesh === undefined || cluster.mesh.cni) return;
    const level = namespaceLabels(manifests, pod.namespace)['pod-security.kubernetes.io/enforce'];
    if ((level !== 'baseline' && level !== 'restricted') || !isInjected(pod, manifests, cluster.mesh)) return;
    yield forbidden(
      Field.at(pod.metadataPath, pod.metadata),
      `namespace ${pod.namespace} enforces ${level}, and the init container of ${cluster.mesh.product} needs NET_ADMIN`,
      'install the CNI plugin of the mesh, or leave the pod out of the mesh',
    );
  },
};

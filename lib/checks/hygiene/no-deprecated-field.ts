import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { Check } from '../check';

interface DeprecatedField {
  readonly field: Field;
  readonly instead: string;
}

/** No field is used that the API keeps for old manifests only. */
export const noDeprecatedField: Check = {
  id: 'no-deprecated-field',
  severity: 'warning',
  profile: 'production',
  why: 'The API server ignores the field, or will in a version to come, without an error.',
  kinds: ['Service', ...podOwningKinds],
  run: function* (object) {
    for (const { field, instead } of [...ofService(object), ...ofPod(object)]) {
      if (field.isSet) yield { path: field.path, message: 'Forbidden: deprecated', fix: instead };
    }
  },
};

function ofService({ manifest }: LocatedManifest): readonly DeprecatedField[] {
  if (manifest.kind !== 'Service') return [];
  const service = Field.root(manifest);
  const spec = service.at('spec');
  const hints = service.at('metadata', 'annotations').entry('service.kubernetes.io/topology-aware-hints');
  return [
    { field: spec.at('loadBalancerIP'), instead: 'use the annotation of the provider' },
    { field: spec.at('topologyKeys'), instead: 'use trafficDistribution' },
    { field: hints, instead: 'use trafficDistribution' },
  ];
}

function ofPod(object: LocatedManifest): readonly DeprecatedField[] {
  const pod = podTemplateOf(object);
  if (pod === undefined) return [];
  const spec = Field.at(pod.specPath, pod.spec);
  const annotations = Field.at(pod.metadataPath, pod.metadata).at('annotations').entries();
  const serviceAccount = spec.at('serviceAccountName').isSet ? [] : [spec.at('serviceAccount')];
  return [
    ...serviceAccount.map((field) => ({ field, instead: 'use serviceAccountName' })),
    ...spec
      .at('volumes')
      .items()
      .map((volume) => ({ field: volume.at('gitRepo'), instead: 'clone in an init container, into an emptyDir' })),
    ...annotations
      .filter(([key]) =>
        /^(?:seccomp\.security\.alpha|container\.(?:seccomp|apparmor)\.security\.(?:alpha|beta))\./.test(key),
      )
      .map(([, field]) => ({ field, instead: 'use securityContext.seccompProfile or appArmorProfile' })),
  ];
}

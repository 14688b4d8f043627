import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { requireDeclared } from './not-found';

/** Every StorageClass that a claim asks for is in the tree or declared as external. */
export const requireStorageClass: Check = {
  id: 'require-storage-class',
  severity: 'error',
  profile: 'baseline',
  why: 'A claim of a class that does not exist is never bound, and the Pods that mount it stay Pending.',
  kinds: ['PersistentVolumeClaim', ...podOwningKinds],
  run: function* (object, context) {
    for (const claim of claimSpecs(object)) {
      const field = claim.at('storageClassName');
      // The empty string asks for a volume without a class.
      if (field.text === undefined || field.text === '') continue;
      const identity = { group: 'storage.k8s.io', kind: 'StorageClass', namespace: '', name: field.text };
      yield* requireDeclared(field, identity, context);
    }
  },
};

function claimSpecs(object: LocatedManifest): Field[] {
  const { manifest } = object;
  if (manifest.kind === 'PersistentVolumeClaim') return [Field.root(manifest).at('spec')];
  const templates = Field.root(manifest).at('spec', 'volumeClaimTemplates').items();
  const pod = podTemplateOf(object);
  const volumes = pod === undefined ? [] : Field.at(pod.specPath, pod.spec).at('volumes').items();
  return [
    ...templates.map((template) => template.at('spec')),
    ...volumes.map((volume) => volume.at('ephemeral', 'volumeClaimTemplate', 'spec')),
  ];
}

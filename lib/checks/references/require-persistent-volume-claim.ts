import { objectsIn } from '../../manifest/objects/find-object';
import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { identityOf } from '../../manifest/objects/object-identity';
import { podReferencesTo } from '../../manifest/pods/pod-references';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { requireObject } from './not-found';

/** Every claim that a pod mounts exists, or is one that a StatefulSet makes from its templates. */
export const requirePersistentVolumeClaim: Check = {
  id: 'require-persistent-volume-claim',
  severity: 'error',
  profile: 'baseline',
  why: 'The scheduler keeps a Pod Pending for as long as a claim that it mounts does not exist.',
  kinds: podOwningKinds,
  run: function* (object, context) {
    const pod = podTemplateOf(object);
    if (pod === undefined) return;
    for (const { field, name } of podReferencesTo('PersistentVolumeClaim', pod)) {
      if (isClaimOfStatefulSet(context.manifests, pod.namespace, name)) continue;
      const identity = { group: '', kind: 'PersistentVolumeClaim', namespace: pod.namespace, name };
      yield* requireObject(field, identity, context);
    }
  },
};

/** `data-postgres-0` is the claim of the first Pod of StatefulSet `postgres` for its template `data`. */
function isClaimOfStatefulSet(manifests: ManifestSet, namespace: string, claim: string): boolean {
  const [, start] = /^(.+)-\d+$/.exec(claim) ?? [];
  if (start === undefined) return false;
  return objectsIn(manifests, 'apps', 'StatefulSet', namespace).some(({ manifest }) =>
    Field.root(manifest)
      .at('spec', 'volumeClaimTemplates')
      .items()
      .some((template) => `${template.at('metadata', 'name').text}-${identityOf(manifest).name}` === start),
  );
}

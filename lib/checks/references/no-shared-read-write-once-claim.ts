import { Field } from '../../manifest/objects/field';
import { findObject } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { podReferencesTo } from '../../manifest/pods/pod-references';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { replicaRangeOf } from '../../manifest/pods/replica-range';
import { scalableKinds, workloadKindOf } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';

/** A claim that one node (or one Pod) may mount is not mounted by several Pods of a workload. */
export const noSharedReadWriteOnceClaim: Check = {
  id: 'no-shared-read-write-once-claim',
  severity: 'error',
  profile: 'baseline',
  why:
    'The volume is attached to one node at a time: Pods on other nodes wait in ContainerCreating with a Multi-Attach ' +
    'error, and so does the new Pod of a rolling update until the old one is gone.',
  kinds: scalableKinds,
  run: function* (object, { manifests }) {
    const pod = podTemplateOf(object);
    if (pod === undefined) return;
    for (const { field, name } of podReferencesTo('PersistentVolumeClaim', pod)) {
      const claim = findObject(manifests, { group: '', kind: 'PersistentVolumeClaim', namespace: pod.namespace, name });
      const mode = claim === undefined ? undefined : singleNodeMode(claim);
      if (mode === undefined) continue;
      const { maximum, saidBy } = replicaRangeOf(manifests, object);
      const path = field.path;
      if (maximum > 1) {
        const message = `Invalid value: "${name}": is ${mode}, and there are up to ${maximum} Pods (${saidBy})`;
        yield { path, message, fix: 'use a ReadWriteMany claim, or a StatefulSet with volumeClaimTemplates' };
      } else if (surges(object)) {
        const message = `Invalid value: "${name}": is ${mode}, and a rolling update starts the new Pod before the old one ends`;
        yield { path, message, fix: surgeFix(object), severity: 'warning' };
      }
    }
  },
};

/** The access mode of a claim that allows nothing more than one node; undefined where it allows more. */
function singleNodeMode({ manifest }: LocatedManifest): string | undefined {
  const modes = Field.root(manifest)
    .at('spec', 'accessModes')
    .items()
    .map(({ text }) => text);
  const [mode] = modes;
  return modes.length > 0 && modes.every((each) => each === 'ReadWriteOnce' || each === 'ReadWriteOncePod')
    ? mode
    : undefined;
}

/** Whether the update of a single Pod starts its successor first. */
function surges({ manifest }: LocatedManifest): boolean {
  const surge = workloadKindOf(manifest)?.surge?.(Field.root(manifest).at('spec'));
  return surge !== undefined && surge !== 0 && surge !== '0%';
}

function surgeFix({ manifest }: LocatedManifest): string {
  return manifest.kind === 'Deployment'
    ? 'set spec.strategy.type to Recreate'
    : 'let no Pod come before one has gone (maxSurge: 0), or use a ReadWriteMany claim';
}

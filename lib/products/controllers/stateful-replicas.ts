import type { Field } from '../../manifest/objects/field';
import type { PerReplicaLabels } from './added-labels';

/** The pods of a StatefulSet, by name and number. */
export function statefulReplicas(owner: Field): PerReplicaLabels {
  const name = namePrefixOf(owner);
  return {
    first: owner.at('spec', 'ordinals', 'start').number ?? 0,
    count: owner.at('spec', 'replicas').number ?? 1,
    nameOf: (ordinal) => `${name}-${ordinal}`,
    labelsOf: (ordinal) => ({
      'statefulset.kubernetes.io/pod-name': `${name}-${ordinal}`,
      'apps.kubernetes.io/pod-index': String(ordinal),
    }),
  };
}

/** What the names of an object's pods begin with. */
export function namePrefixOf(owner: Field): string {
  return owner.at('metadata', 'name').text ?? owner.at('metadata', 'generateName').text ?? '';
}

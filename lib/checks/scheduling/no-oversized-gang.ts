import { appendTo } from '../../manifest/objects/append-to';
import { apiGroup } from '../../manifest/objects/api-version';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import { podTemplateOf, type PodTemplate } from '../../manifest/pods/pod-template';
import { replicasAtMost } from '../../capacity/demand/replicas-at-most';
import type { Check } from '../check';

/** A gang waits for no more pods than there are. */
export const noOversizedGang: Check = {
  id: 'no-oversized-gang',
  severity: 'error',
  profile: 'baseline',
  why: 'Pods that start together once enough of them are there wait for ever where there are never so many.',
  kinds: [
    'scheduling.k8s.io/PodGroup',
    'scheduling.k8s.io/Workload',
    'scheduling.volcano.sh/PodGroup',
    'scheduling.x-k8s.io/PodGroup',
  ],
  run: function* ({ manifest }, { manifests }) {
    const { name } = identityOf(manifest);
    for (const { field, group } of gangsOf(Field.root(manifest), apiGroup(manifest.apiVersion), name)) {
      const members = membersOf(manifests).get(keyOf(namespaceOf(manifest), group)) ?? [];
      const counts = members.map((member) => replicasAtMost(manifests, member, false));
      const most = counts.reduce<number>((sum, count) => sum + (typeof count === 'number' ? count : Infinity), 0);
      if (members.length === 0 || field.number === undefined || field.number <= most) continue;
      yield {
        path: field.path,
        message: `Invalid value: ${field.number}: of the pods that belong to it, there are ${most} at the most`,
        fix: `wait for ${most} or fewer, or make more of them`,
      };
    }
  },
};

interface Gang {
  /** How many pods it waits for. */
  readonly field: Field;
  /** What its pods say of it. */
  readonly group: string;
}

function gangsOf(object: Field, apiGroupName: string, name: string): readonly Gang[] {
  const spec = object.at('spec');
  const gang = (field: Field, groupName: string) => ({ field, group: `${apiGroupName}/${groupName}` });
  if (apiGroupName !== 'scheduling.k8s.io') return [gang(spec.at('minMember'), name)];
  return [
    gang(spec.at('schedulingPolicy', 'gang', 'minCount'), name),
    ...spec
      .at('podGroups')
      .items()
      .map((each) => gang(each.at('policy', 'gang', 'minCount'), `${name}/${each.at('name').text ?? ''}`)),
  ];
}

/** The workloads of a tree by the gang that their pods name. */
const membersOf = perManifestSet((manifests: ManifestSet) => {
  const members = new Map<string, LocatedManifest[]>();
  for (const object of manifests.all) {
    const template = podTemplateOf(object);
    for (const group of template === undefined ? [] : groupsOf(template))
      appendTo(members, keyOf(namespaceOf(object.manifest), group), object);
  }
  return members;
});

function groupsOf({ labels, metadata, spec: ofPod }: PodTemplate): readonly string[] {
  const spec = Field.at('', ofPod);
  const reference = spec.at('workloadRef');
  const named = (group: string, name: string | undefined) => (name === undefined ? [] : [`${group}/${name}`]);
  return [
    ...named('scheduling.x-k8s.io', labels['scheduling.x-k8s.io/pod-group']),
    ...named(
      'scheduling.volcano.sh',
      Field.at('', metadata).at('annotations').entry('scheduling.k8s.io/group-name').text,
    ),
    ...named('scheduling.k8s.io', spec.at('schedulingGroup', 'podGroupName').text),
    ...(reference.isSet
      ? named('scheduling.k8s.io', `${reference.at('name').text ?? ''}/${reference.at('podGroup').text ?? ''}`)
      : []),
  ];
}

function keyOf(namespace: string, group: string): string {
  return `${namespace}/${group}`;
}

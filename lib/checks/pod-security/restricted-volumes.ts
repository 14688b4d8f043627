import type { Field } from '../../manifest/objects/field';
import type { Control, Offence, ReviewedPod } from './control';
import { hostPathVolumes } from './host-path-volumes';
import { distinct, plural, quoted } from './wording';

const allowed = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** In the order in which the admission plugin looks for them. */
const forbidden = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
];

/** A pod may mount what belongs to its namespace, and nothing that reaches past it: no node folders, no servers. */
export const restrictedVolumes: Control = {
  id: 'restrictedVolumes',
  level: 'restricted',
  fix: `use one of ${allowed.join(', ')}`,
  versions: [{ since: 0, overrides: hostPathVolumes.id, evaluate: onlyAllowedVolumes }],
};

function onlyAllowedVolumes({ spec }: ReviewedPod): Offence | undefined {
  const bad = spec
    .at('volumes')
    .items()
    // What names no source is an emptyDir by the time of admission.
    .filter((volume) => forbidden.some((type) => volume.at(type).isSet))
    .filter((volume) => !allowed.some((type) => volume.at(type).isSet));
  const [first] = bad;
  if (first === undefined) return undefined;
  const names = quoted(bad.map((volume) => volume.at('name').text ?? ''));
  const types = distinct(bad.map(typeOf));
  const uses = plural(bad.length, 'uses', 'use');
  const typeWord = plural(types.length, 'restricted volume type');
  return {
    reason: 'restricted volume types',
    detail: `${plural(bad.length, 'volume')} ${names} ${uses} ${typeWord} ${quoted(types)}`,
    field: first.at(typeOf(first)),
  };
}

function typeOf(volume: Field): string {
  return forbidden.find((type) => volume.at(type).isSet) ?? '';
}

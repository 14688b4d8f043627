import { isJsonObject } from '../../../manifest/objects/json';
import { parseQuantity } from '../../../manifest/objects/quantity';
import type { Change } from '../../difference/change';
import { immutable, type ImmutableField } from '../immutable-field';

const core = 'pkg/apis/core/validation/validation.go';
const storage = 'pkg/apis/storage/validation/validation.go';

/** What no API server lets change of volumes, their claims and what provides them. */
export const volumeFields: readonly ImmutableField[] = [
  {
    kind: '/PersistentVolume',
    path: 'spec',
    except: [
      'spec.accessModes',
      'spec.capacity',
      'spec.claimRef',
      'spec.csi.controllerExpandSecretRef',
      'spec.mountOptions',
      'spec.nodeAffinity',
      'spec.persistentVolumeReclaimPolicy',
      'spec.storageClassName',
      'spec.volumeAttributesClassName',
      'spec.volumeMode',
    ],
    message: 'spec.persistentvolumesource is immutable after creation',
    source: `${core}: ValidatePersistentVolumeUpdate`,
  },
  {
    kind: '/PersistentVolume',
    path: 'spec.csi.controllerExpandSecretRef',
    when: (_, { from }) => from !== undefined,
    message: 'spec.persistentvolumesource is immutable after creation',
    source: `${core}: ValidatePersistentVolumeUpdate`,
  },
  {
    kind: '/PersistentVolume',
    path: 'spec.nodeAffinity',
    when: ({ before }) => isJsonObject(before.spec) && before.spec.nodeAffinity !== undefined,
    message: immutable,
    source: `${core}: validatePvNodeAffinity`,
  },
  {
    kind: '/PersistentVolume',
    path: 'spec.volumeMode',
    message: immutable,
    source: `${core}: ValidatePersistentVolumeUpdate`,
  },
  {
    kind: '/PersistentVolumeClaim',
    path: 'spec',
    except: ['spec.resources.requests.storage', 'spec.volumeName', 'spec.volumeAttributesClassName'],
    when: (_, { path, from }) => !(path === 'spec.storageClassName' && from === undefined),
    message:
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    source: `${core}: ValidatePersistentVolumeClaimUpdate`,
  },
  {
    kind: '/PersistentVolumeClaim',
    path: 'spec.volumeName',
    when: (_, { from }) => from !== undefined,
    message:
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    source: `${core}: ValidatePersistentVolumeClaimUpdate`,
  },
  {
    kind: '/PersistentVolumeClaim',
    path: 'spec.resources.requests.storage',
    when: (_, change) => isSmaller(change),
    message: 'field can not be less than status.capacity',
    source: `${core}: ValidatePersistentVolumeClaimUpdate`,
  },
  {
    kind: '/PersistentVolumeClaim',
    path: 'spec.volumeAttributesClassName',
    when: (_, { from, to }) => from !== undefined && (to === undefined || to === ''),
    message: 'update to nil is forbidden when status.currentVolumeAttributesClassName is not nil',
    source: `${core}: ValidatePersistentVolumeClaimUpdate`,
  },
  ...['spec.attachRequired', 'spec.volumeLifecycleModes'].map((path): ImmutableField => ({
    kind: 'storage.k8s.io/CSIDriver',
    path,
    message: immutable,
    source: `${storage}: ValidateCSIDriverUpdate`,
  })),
  ...['spec.fsGroupPolicy', 'spec.podInfoOnMount'].map((path): ImmutableField => ({
    kind: 'storage.k8s.io/CSIDriver',
    path,
    until: '1.29',
    message: immutable,
    source: `${storage}: ValidateCSIDriverUpdate`,
  })),
  ...['nodeTopology', 'storageClassName'].map((path): ImmutableField => ({
    kind: 'storage.k8s.io/CSIStorageCapacity',
    path,
    message: immutable,
    source: `${storage}: ValidateCSIStorageCapacityUpdate`,
  })),
  ...['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'].map((path): ImmutableField => ({
    kind: 'storage.k8s.io/StorageClass',
    path,
    message: path === 'volumeBindingMode' ? immutable : `updates to ${path} are forbidden.`,
    source: `${storage}: ValidateStorageClassUpdate`,
  })),
  {
    kind: 'storage.k8s.io/CSINode',
    path: 'spec.drivers',
    // Drivers come and go, and what one can hold changes.
    when: (_, { path }) => /^spec\.drivers\[[^\]]+\]\./.test(path) && !path.includes('].allocatable'),
    message: immutable,
    source: `${storage}: ValidateCSINodeUpdate`,
  },
  {
    kind: 'storage.k8s.io/VolumeAttachment',
    path: 'spec',
    message: immutable,
    source: `${storage}: ValidateVolumeAttachmentUpdate`,
  },
  ...['driverName', 'parameters'].map((path): ImmutableField => ({
    kind: 'storage.k8s.io/VolumeAttributesClass',
    path,
    message: `updates to ${path} are forbidden.`,
    source: `${storage}: ValidateVolumeAttributesClassUpdate`,
  })),
];

function isSmaller({ from, to }: Change): boolean {
  const [before, after] = [from, to].map((value) => (typeof value === 'string' ? parseQuantity(value) : undefined));
  return after === undefined || (before !== undefined && after.compareTo(before) < 0);
}

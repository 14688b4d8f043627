import { Field } from '../../manifest/objects/field';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import { parseQuantity } from '../../manifest/objects/quantity';
import type { Change } from '../difference/change';
import type { ImmutableField, Update } from './immutable-field';

const core = 'pkg/apis/core/validation/validation.go';
const apps = 'pkg/apis/apps/validation/validation.go';
const batch = 'pkg/apis/batch/validation/validation.go';
const storage = 'pkg/apis/storage/validation/validation.go';
const immutable = 'field is immutable';

/** What no API server lets change, sorted by kind. Sources are files of Kubernetes, and functions in them. */
export const immutableFields: readonly ImmutableField[] = [
  ...['/ConfigMap', '/Secret'].flatMap((kind) =>
    ['data', 'binaryData', 'immutable'].map((path): ImmutableField => ({
      kind,
      path,
      when: ({ before }) => before.immutable === true,
      message: 'field is immutable when `immutable` is set',
      source: `${core}: Validate${kind.slice(1)}Update`,
    })),
  ),
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
  {
    kind: '/Pod',
    path: 'spec',
    when: (update, { path }) => !isMutablePodField(path, update),
    message:
      'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations)',
    source: `${core}: ValidatePodUpdate`,
  },
  {
    kind: '/Pod',
    path: 'spec.activeDeadlineSeconds',
    when: (_, { from, to }) => from !== undefined && (typeof to !== 'number' || to > Number(from)),
    message: 'must be less than or equal to previous value',
    source: `${core}: ValidatePodUpdate`,
  },
  {
    kind: '/Pod',
    path: 'spec.tolerations',
    when: (_, { from, order }) => from !== undefined && order === undefined,
    message: 'existing toleration can not be modified except its tolerationSeconds',
    source: `${core}: validateOnlyAddedTolerations`,
  },
  {
    kind: '/Pod',
    path: 'spec.schedulingGates',
    when: (_, { to, order }) => to !== undefined && order === undefined,
    message: 'only deletion is allowed',
    source: `${core}: validateOnlyDeletedSchedulingGates`,
  },
  {
    kind: '/ResourceQuota',
    path: 'spec.scopes',
    when: (_, { order }) => order === undefined,
    message: immutable,
    source: `${core}: ValidateResourceQuotaUpdate`,
  },
  { kind: '/Secret', path: 'type', message: immutable, source: `${core}: ValidateSecretUpdate` },
  ...['spec.clusterIP', 'spec.clusterIPs'].map((path): ImmutableField => ({
    kind: '/Service',
    path,
    // What leaves the address out is given the one that the Service has.
    when: (update, { to }) => hasAddresses(update) && to !== undefined,
    message: 'may not change once set',
    source: `${core}: validateUpgradeDowngradeClusterIPs`,
  })),
  {
    kind: '/Service',
    path: 'spec.ipFamilies',
    when: (update, change) =>
      hasAddresses(update) && firstOf(change.from) !== firstOf(change.to) && change.to !== undefined,
    message: 'may not change once set',
    source: `${core}: validateUpgradeDowngradeIPFamilies`,
  },
  {
    kind: '/Service',
    path: 'spec.loadBalancerClass',
    when: ({ before, after }) => typeOf(before) === 'LoadBalancer' && typeOf(after) === 'LoadBalancer',
    message: 'may not change once set',
    source: `${core}: validateLoadBalancerClassField`,
  },
  {
    kind: '/Service',
    path: 'spec.healthCheckNodePort',
    when: ({ before, after }, { to }) => to !== undefined && hasHealthCheck(before) && hasHealthCheck(after),
    message: immutable,
    source: `${core}: validateServiceExternalTrafficFieldsUpdate`,
  },
  ...['spec.group', 'spec.names.plural', 'spec.names.kind', 'spec.scope'].map((path): ImmutableField => ({
    kind: 'apiextensions.k8s.io/CustomResourceDefinition',
    path,
    message: immutable,
    source:
      'apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go: validateCustomResourceDefinitionSpecUpdate',
  })),
  {
    kind: 'apps/ControllerRevision',
    path: 'data',
    message: immutable,
    source: `${apps}: ValidateControllerRevisionUpdate`,
  },
  ...['DaemonSet', 'Deployment', 'ReplicaSet'].map((kind): ImmutableField => ({
    kind: `apps/${kind}`,
    path: 'spec.selector',
    message: immutable,
    source: `${apps}: Validate${kind}Update`,
  })),
  {
    kind: 'apps/StatefulSet',
    path: 'spec',
    except: [
      'spec.minReadySeconds',
      'spec.ordinals',
      'spec.persistentVolumeClaimRetentionPolicy',
      'spec.replicas',
      'spec.revisionHistoryLimit',
      'spec.template',
      'spec.updateStrategy',
    ],
    message:
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    source: `${apps}: ValidateStatefulSetUpdate`,
  },
  {
    kind: 'apps/StatefulSet',
    path: 'spec.revisionHistoryLimit',
    until: '1.32',
    message:
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    source: `${apps}: ValidateStatefulSetUpdate`,
  },
  {
    kind: 'autoscaling/HorizontalPodAutoscaler',
    path: 'spec',
    // The schemas of older versions do not demand it.
    when: (_, { path, to }) => path === 'spec' && to === undefined,
    message: 'maxReplicas: Invalid value: 0: must be greater than 0',
    source: 'pkg/apis/autoscaling/validation/validation.go: validateHorizontalPodAutoscalerSpec',
  },
  ...['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy', 'selector'].map(
    (field): ImmutableField => ({
      kind: 'batch/Job',
      path: `spec.${field}`,
      message: immutable,
      source: `${batch}: ValidateJobSpecUpdate`,
    }),
  ),
  {
    kind: 'batch/Job',
    path: 'spec.completions',
    when: ({ after }) => {
      const spec = Field.at('spec', after.spec);
      return (
        spec.at('completionMode').text !== 'Indexed' || spec.at('completions').value !== spec.at('parallelism').value
      );
    },
    message: immutable,
    source: `${batch}: validateCompletions`,
  },
  {
    kind: 'batch/Job',
    path: 'spec.template',
    until: '1.35',
    when: ({ before }, { path }) => !(isSuspended(before) && schedulingDirective.test(path)),
    message: immutable,
    source: `${batch}: validatePodTemplateUpdate`,
  },
  {
    kind: 'batch/Job',
    path: 'spec.template',
    since: '1.36',
    when: ({ before }, { path }) =>
      !(isSuspended(before) && (schedulingDirective.test(path) || containerResources.test(path))),
    message: immutable,
    source: `${batch}: validatePodTemplateUpdate, feature MutablePodResourcesForSuspendedJobs`,
  },
  {
    kind: 'batch/Job',
    path: 'spec.template.metadata.labels',
    // Those that the server has put there go with them.
    when: (_, { path, to }) => to === undefined && isWithinLabels(path),
    message: '`selector` does not match template `labels`',
    source: `${batch}: validateGeneratedSelector`,
  },
  {
    kind: 'certificates.k8s.io/ClusterTrustBundle',
    path: 'spec.signerName',
    message: immutable,
    source: 'pkg/apis/certificates/validation/validation.go: ValidateClusterTrustBundleUpdate',
  },
  {
    kind: 'discovery.k8s.io/EndpointSlice',
    path: 'addressType',
    message: immutable,
    source: 'pkg/apis/discovery/validation/validation.go: ValidateEndpointSliceUpdate',
  },
  {
    kind: 'networking.k8s.io/IPAddress',
    path: 'spec.parentRef',
    message: immutable,
    source: 'pkg/apis/networking/validation/validation.go: ValidateIPAddressUpdate',
  },
  {
    kind: 'networking.k8s.io/IngressClass',
    path: 'spec.controller',
    message: immutable,
    source: 'pkg/apis/networking/validation/validation.go: validateIngressClassSpecUpdate',
  },
  {
    kind: 'networking.k8s.io/ServiceCIDR',
    path: 'spec.cidrs',
    // A range of the other family may be added to the first.
    when: (_, { from, to }) =>
      !(isJsonArray(from) && isJsonArray(to) && from.length === 1 && to.length === 2 && from[0] === to[0]) ||
      isIPv6Range(to[0]) === isIPv6Range(to[1]),
    message: immutable,
    source: 'pkg/apis/networking/validation/validation.go: ValidateServiceCIDRUpdate',
  },
  {
    kind: 'node.k8s.io/RuntimeClass',
    path: 'handler',
    message: immutable,
    source: 'pkg/apis/node/validation/validation.go: ValidateRuntimeClassUpdate',
  },
  ...['ClusterRoleBinding', 'RoleBinding'].map((kind): ImmutableField => ({
    kind: `rbac.authorization.k8s.io/${kind}`,
    path: 'roleRef',
    message: 'cannot change roleRef',
    source: `pkg/apis/rbac/validation/validation.go: Validate${kind}Update`,
  })),
  ...['ResourceClaim', 'ResourceClaimTemplate'].map((kind): ImmutableField => ({
    kind: `resource.k8s.io/${kind}`,
    path: 'spec',
    message: immutable,
    source: `pkg/apis/resource/validation/validation.go: Validate${kind}Update`,
  })),
  ...['spec.driver', 'spec.nodeName', 'spec.pool.name'].map((path): ImmutableField => ({
    kind: 'resource.k8s.io/ResourceSlice',
    path,
    message: immutable,
    source: 'pkg/apis/resource/validation/validation.go: ValidateResourceSliceUpdate',
  })),
  {
    kind: 'scheduling.k8s.io/PriorityClass',
    path: 'preemptionPolicy',
    message: immutable,
    source: 'pkg/apis/scheduling/validation/validation.go: ValidatePriorityClassUpdate',
  },
  {
    kind: 'scheduling.k8s.io/PriorityClass',
    path: 'value',
    message: 'may not be changed in an update.',
    source: 'pkg/apis/scheduling/validation/validation.go: ValidatePriorityClassUpdate',
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

const containerResources = /^spec\.template\.spec\.(initC|c)ontainers\[[^\]]*\]\.resources/;

function isWithinLabels(path: string): boolean {
  return path === 'spec.template.metadata.labels' || path === 'spec.template.metadata';
}

const schedulingDirective =
  /^spec\.template\.(metadata\.(labels|annotations)|spec\.(nodeSelector|tolerations|schedulingGates|affinity\.nodeAffinity))/;

function isSmaller({ from, to }: Change): boolean {
  const [before, after] = [from, to].map((value) => (typeof value === 'string' ? parseQuantity(value) : undefined));
  return after === undefined || (before !== undefined && after.compareTo(before) < 0);
}

const mutablePodField =
  /^spec\.((initC|c)ontainers\[[^\]]*\]\.image|activeDeadlineSeconds|tolerations|schedulingGates)/;

function isMutablePodField(path: string, { before }: Update): boolean {
  if (mutablePodField.test(path)) return true;
  const isGated = Field.at('spec', before.spec).at('schedulingGates').items().length > 0;
  return isGated && /^spec\.(nodeSelector|affinity\.nodeAffinity)/.test(path);
}

/** A Service of an external name has no addresses, so that they may be given up or asked for. */
function hasAddresses({ before, after }: Update): boolean {
  return typeOf(before) !== 'ExternalName' && typeOf(after) !== 'ExternalName';
}

function typeOf({ spec }: JsonObject): string | undefined {
  return Field.at('spec', spec).at('type').text;
}

function isIPv6Range(range: JsonValue | undefined): boolean {
  return typeof range === 'string' && range.includes(':');
}

function firstOf(value: Change['from']): string | undefined {
  return Field.at('', value ?? null).items()[0]?.text;
}

function hasHealthCheck(service: JsonObject): boolean {
  const policy = Field.at('spec', service.spec).at('externalTrafficPolicy').text;
  return typeOf(service) === 'LoadBalancer' && policy === 'Local';
}

function isSuspended({ spec }: JsonObject): boolean {
  return Field.at('spec', spec).at('suspend').boolean === true;
}

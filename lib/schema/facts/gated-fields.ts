import type { KubernetesVersion } from '../../fleet/kubernetes-version';
import type { JsonValue } from '../../manifest/objects/json';

/** A field of a pod's spec that the API server takes only while one of its feature gates is on, and drops otherwise. */
export interface GatedField {
  /** From the pod's spec, or from each of its containers; `[]` stands for every item of a list. */
  readonly path: string;
  readonly of: 'pod' | 'container';
  readonly gate: string;
  /** The first version that knows the field. */
  readonly since: KubernetesVersion;
  /** The version from which on the gate is on by default; left out where it is off in all that are known. */
  readonly onFrom?: KubernetesVersion;
  /** The value that means the same as none. */
  readonly harmless?: JsonValue;
}

/** The gate of every field that names a VolumeAttributesClass. */
export const volumeAttributesClass = { gate: 'VolumeAttributesClass', since: '1.29', onFrom: '1.34' } as const;

/** From the feature gates of Kubernetes 1.37 with their history, and from what its API server drops where one is off. */
export const gatedFields: readonly GatedField[] = [
  { of: 'pod', path: 'hostUsers', gate: 'UserNamespacesSupport', since: '1.28', onFrom: '1.33', harmless: true },
  { of: 'pod', path: 'resourceClaims', gate: 'DynamicResourceAllocation', since: '1.28', onFrom: '1.34' },
  { of: 'pod', path: 'resources', gate: 'PodLevelResources', since: '1.32', onFrom: '1.34' },
  { of: 'pod', path: 'hostnameOverride', gate: 'HostnameOverride', since: '1.34', onFrom: '1.35' },
  { of: 'pod', path: 'workloadRef', gate: 'GenericWorkload', since: '1.35' },
  { of: 'pod', path: 'schedulingGroup', gate: 'GenericWorkload', since: '1.36' },
  { of: 'pod', path: 'evictionResponders', gate: 'EvictionRequestAPI', since: '1.37' },
  { of: 'pod', path: 'volumes[].emptyDir.mode', gate: 'EmptyDirVolumeMode', since: '1.37' },
  ...['configMap', 'downwardAPI', 'projected', 'secret'].map((source) => ownedFiles(`volumes[].${source}.defaultUser`)),
  ...['configMap', 'downwardAPI', 'secret'].flatMap((source) => [
    ownedFiles(`volumes[].${source}.items[].user`),
    ownedFiles(`volumes[].projected.sources[].${source}.items[].user`),
  ]),
  ...['clusterTrustBundle', 'podCertificate', 'serviceAccountToken'].map((source) =>
    ownedFiles(`volumes[].projected.sources[].${source}.user`),
  ),
  {
    of: 'pod',
    path: 'securityContext.supplementalGroupsPolicy',
    gate: 'SupplementalGroupsPolicy',
    since: '1.31',
    onFrom: '1.33',
    harmless: 'Merge',
  },
  {
    of: 'pod',
    path: 'securityContext.seLinuxChangePolicy',
    gate: 'SELinuxChangePolicy',
    since: '1.32',
    onFrom: '1.33',
  },
  { of: 'pod', path: 'initContainers[].restartPolicy', gate: 'SidecarContainers', since: '1.28', onFrom: '1.29' },
  { of: 'pod', path: 'volumes[].image', gate: 'ImageVolume', since: '1.31', onFrom: '1.35' },
  {
    of: 'pod',
    path: 'volumes[].projected.sources[].clusterTrustBundle',
    gate: 'ClusterTrustBundleProjection',
    since: '1.29',
    onFrom: '1.37',
  },
  {
    of: 'pod',
    path: 'volumes[].projected.sources[].podCertificate',
    gate: 'PodCertificateRequest',
    since: '1.34',
    onFrom: '1.37',
  },
  {
    of: 'pod',
    path: 'volumes[].ephemeral.volumeClaimTemplate.spec.volumeAttributesClassName',
    ...volumeAttributesClass,
  },
  ...['podAffinity', 'podAntiAffinity'].flatMap((affinity) =>
    [
      'requiredDuringSchedulingIgnoredDuringExecution[]',
      'preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm',
    ].flatMap((term) =>
      ['matchLabelKeys', 'mismatchLabelKeys'].map((keys): GatedField => ({
        of: 'pod',
        path: `affinity.${affinity}.${term}.${keys}`,
        gate: 'MatchLabelKeysInPodAffinity',
        since: '1.29',
        onFrom: '1.31',
      })),
    ),
  ),
  ...['preStop', 'postStart'].map((hook): GatedField => ({
    of: 'container',
    path: `lifecycle.${hook}.sleep`,
    gate: 'PodLifecycleSleepAction',
    since: '1.29',
    onFrom: '1.30',
  })),
  ...['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.preStop', 'lifecycle.postStart'].map(
    (handler): GatedField => ({
      of: 'container',
      path: `${handler}.httpGet.protocol`,
      gate: 'H2CContainerProbe',
      since: '1.37',
    }),
  ),
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe): GatedField => ({
    of: 'container',
    path: `${probe}.grpc.mode`,
    gate: 'GRPCContainerProbeTLS',
    since: '1.37',
  })),
  { of: 'container', path: 'volumeMounts[].bindMountOptions', gate: 'VolumeBindMountOptions', since: '1.37' },
  { of: 'container', path: 'lifecycle.stopSignal', gate: 'ContainerStopSignals', since: '1.33' },
  { of: 'container', path: 'env[].valueFrom.fileKeyRef', gate: 'EnvFiles', since: '1.34', onFrom: '1.35' },
  { of: 'container', path: 'resizePolicy', gate: 'InPlacePodVerticalScaling', since: '1.28', onFrom: '1.33' },
  { of: 'container', path: 'resources.claims', gate: 'DynamicResourceAllocation', since: '1.28', onFrom: '1.34' },
  { of: 'container', path: 'restartPolicyRules', gate: 'ContainerRestartRules', since: '1.34', onFrom: '1.35' },
  {
    of: 'container',
    path: 'volumeMounts[].recursiveReadOnly',
    gate: 'RecursiveReadOnlyMounts',
    since: '1.30',
    onFrom: '1.31',
    harmless: 'Disabled',
  },
];

/** Who owns the files that the kubelet writes. */
function ownedFiles(path: string): GatedField {
  return { of: 'pod', path, gate: 'AtomicWriteVolumeUserFields', since: '1.37' };
}

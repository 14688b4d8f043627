import type { k8s } from 'cdk8s-plus-28';
import type { AppArmorProfileFields, ContainerFields, ResourceRequirements } from './container-fields';
import type { KubernetesFields } from './kubernetes-fields';

type PodSpec1_28 = KubernetesFields<k8s.PodSpec>;
type Volume1_28 = KubernetesFields<k8s.Volume>;
type ProjectedVolume1_28 = KubernetesFields<k8s.ProjectedVolumeSource>;
type VolumeProjection1_28 = KubernetesFields<k8s.VolumeProjection>;
type EphemeralVolume1_28 = KubernetesFields<k8s.EphemeralVolumeSource>;
type ClaimTemplate1_28 = KubernetesFields<k8s.PersistentVolumeClaimTemplate>;
type ConfigMapVolume1_28 = KubernetesFields<k8s.ConfigMapVolumeSource>;
type SecretVolume1_28 = KubernetesFields<k8s.SecretVolumeSource>;
type DownwardApiVolume1_28 = KubernetesFields<k8s.DownwardApiVolumeSource>;
type EmptyDirVolume1_28 = KubernetesFields<k8s.EmptyDirVolumeSource>;
type ConfigMapProjection1_28 = KubernetesFields<k8s.ConfigMapProjection>;
type SecretProjection1_28 = KubernetesFields<k8s.SecretProjection>;
type DownwardApiProjection1_28 = KubernetesFields<k8s.DownwardApiProjection>;
type TokenProjection1_28 = KubernetesFields<k8s.ServiceAccountTokenProjection>;
type KeyToPath1_28 = KubernetesFields<k8s.KeyToPath>;
type DownwardApiFile1_28 = KubernetesFields<k8s.DownwardApiVolumeFile>;
type PodAffinity1_28 = KubernetesFields<k8s.PodAffinity>;
type PodAffinityTerm1_28 = KubernetesFields<k8s.PodAffinityTerm>;
type PodResourceClaim1_28 = KubernetesFields<k8s.PodResourceClaim>;

/**
 * Every field of a pod's spec, up to the newest Kubernetes version that clusters may run.
 * A field that a cluster's version does not have is refused when its tree is checked.
 */
export type PodSpecFields = Omit<
  PodSpec1_28,
  'containers' | 'initContainers' | 'securityContext' | 'volumes' | 'affinity' | 'resourceClaims'
> & {
  readonly containers?: readonly ContainerFields[];
  readonly initContainers?: readonly ContainerFields[];
  readonly securityContext?: PodSecurityContextFields;
  readonly volumes?: readonly VolumeFields[];
  readonly affinity?: AffinityFields;
  readonly resourceClaims?: readonly PodResourceClaimFields[];
  /** From Kubernetes 1.32. */
  readonly resources?: ResourceRequirements;
  /** From Kubernetes 1.34. */
  readonly hostnameOverride?: string;
  /** In Kubernetes 1.35. */
  readonly workloadRef?: { readonly name: string; readonly podGroup: string; readonly podGroupReplicaKey?: string };
  /** From Kubernetes 1.36. */
  readonly schedulingGroup?: { readonly podGroupName?: string };
  /** From Kubernetes 1.37. */
  readonly evictionResponders?: readonly { readonly name: string; readonly priority: number }[];
};

export type PodSecurityContextFields = KubernetesFields<k8s.PodSecurityContext> & {
  /** From Kubernetes 1.30. */
  readonly appArmorProfile?: AppArmorProfileFields;
  /** From Kubernetes 1.31. */
  readonly supplementalGroupsPolicy?: string;
  /** From Kubernetes 1.32. */
  readonly seLinuxChangePolicy?: string;
};

type FileOwner = {
  /** From Kubernetes 1.37. */
  readonly user?: number;
};

type FilesOwner = {
  /** From Kubernetes 1.37. */
  readonly defaultUser?: number;
};

type OwnedKeys = { readonly items?: readonly (KeyToPath1_28 & FileOwner)[] };
type OwnedFiles = { readonly items?: readonly (DownwardApiFile1_28 & FileOwner)[] };

export type VolumeFields = Omit<
  Volume1_28,
  'configMap' | 'downwardAPI' | 'emptyDir' | 'ephemeral' | 'projected' | 'secret'
> & {
  readonly configMap?: Omit<ConfigMapVolume1_28, 'items'> & FilesOwner & OwnedKeys;
  readonly downwardAPI?: Omit<DownwardApiVolume1_28, 'items'> & FilesOwner & OwnedFiles;
  readonly emptyDir?: EmptyDirVolume1_28 & {
    /** From Kubernetes 1.37. */
    readonly mode?: number;
  };
  readonly secret?: Omit<SecretVolume1_28, 'items'> & FilesOwner & OwnedKeys;
  readonly ephemeral?: Omit<EphemeralVolume1_28, 'volumeClaimTemplate'> & {
    readonly volumeClaimTemplate?: Omit<ClaimTemplate1_28, 'spec'> & {
      readonly spec: ClaimTemplate1_28['spec'] & {
        /** From Kubernetes 1.29. */
        readonly volumeAttributesClassName?: string;
      };
    };
  };
  readonly projected?: Omit<ProjectedVolume1_28, 'sources'> &
    FilesOwner & { readonly sources?: readonly VolumeProjectionFields[] };
  /** From Kubernetes 1.31. */
  readonly image?: { readonly reference?: string; readonly pullPolicy?: string };
};

export type VolumeProjectionFields = Omit<
  VolumeProjection1_28,
  'configMap' | 'downwardAPI' | 'secret' | 'serviceAccountToken'
> & {
  readonly configMap?: Omit<ConfigMapProjection1_28, 'items'> & OwnedKeys;
  readonly downwardAPI?: Omit<DownwardApiProjection1_28, 'items'> & OwnedFiles;
  readonly secret?: Omit<SecretProjection1_28, 'items'> & OwnedKeys;
  readonly serviceAccountToken?: TokenProjection1_28 & FileOwner;
  /** From Kubernetes 1.29. */
  readonly clusterTrustBundle?: {
    readonly path: string;
    readonly name?: string;
    readonly signerName?: string;
    readonly labelSelector?: KubernetesFields<k8s.LabelSelector>;
    readonly optional?: boolean;
  } & FileOwner;
  /** From Kubernetes 1.34. */
  readonly podCertificate?: {
    readonly keyType: string;
    readonly signerName: string;
    readonly certificateChainPath?: string;
    readonly credentialBundlePath?: string;
    readonly keyPath?: string;
    readonly maxExpirationSeconds?: number;
    /** From Kubernetes 1.35. */
    readonly userAnnotations?: Readonly<Record<string, string>>;
  } & FileOwner;
};

export type AffinityFields = {
  readonly nodeAffinity?: KubernetesFields<k8s.NodeAffinity>;
  readonly podAffinity?: PodAffinityFields;
  readonly podAntiAffinity?: PodAffinityFields;
};

export type PodAffinityFields = Omit<
  PodAffinity1_28,
  'requiredDuringSchedulingIgnoredDuringExecution' | 'preferredDuringSchedulingIgnoredDuringExecution'
> & {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTermFields[];
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly {
    readonly weight: number;
    readonly podAffinityTerm: PodAffinityTermFields;
  }[];
};

export type PodAffinityTermFields = PodAffinityTerm1_28 & {
  /** From Kubernetes 1.29. */
  readonly matchLabelKeys?: readonly string[];
  /** From Kubernetes 1.29. */
  readonly mismatchLabelKeys?: readonly string[];
};

export type PodResourceClaimFields = PodResourceClaim1_28 & {
  /** From Kubernetes 1.31. */
  readonly resourceClaimName?: string;
  /** From Kubernetes 1.31. */
  readonly resourceClaimTemplateName?: string;
};

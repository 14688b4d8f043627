import type { k8s } from 'cdk8s-plus-28';
import type { AppArmorProfileFields, ContainerFields, ResourceRequirements } from './container-fields';
import type { KubernetesFields } from './kubernetes-fields';

type PodSpec1_28 = KubernetesFields<k8s.PodSpec>;
type Volume1_28 = KubernetesFields<k8s.Volume>;
type ProjectedVolume1_28 = KubernetesFields<k8s.ProjectedVolumeSource>;
type VolumeProjection1_28 = KubernetesFields<k8s.VolumeProjection>;
type EphemeralVolume1_28 = KubernetesFields<k8s.EphemeralVolumeSource>;
type ClaimTemplate1_28 = KubernetesFields<k8s.PersistentVolumeClaimTemplate>;
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
};

export type PodSecurityContextFields = KubernetesFields<k8s.PodSecurityContext> & {
  /** From Kubernetes 1.30. */
  readonly appArmorProfile?: AppArmorProfileFields;
  /** From Kubernetes 1.31. */
  readonly supplementalGroupsPolicy?: string;
  /** From Kubernetes 1.32. */
  readonly seLinuxChangePolicy?: string;
};

export type VolumeFields = Omit<Volume1_28, 'ephemeral' | 'projected'> & {
  readonly ephemeral?: Omit<EphemeralVolume1_28, 'volumeClaimTemplate'> & {
    readonly volumeClaimTemplate?: Omit<ClaimTemplate1_28, 'spec'> & {
      readonly spec: ClaimTemplate1_28['spec'] & {
        /** From Kubernetes 1.29. */
        readonly volumeAttributesClassName?: string;
      };
    };
  };
  readonly projected?: Omit<ProjectedVolume1_28, 'sources'> & { readonly sources?: readonly VolumeProjectionFields[] };
  /** From Kubernetes 1.31. */
  readonly image?: { readonly reference?: string; readonly pullPolicy?: string };
};

export type VolumeProjectionFields = VolumeProjection1_28 & {
  /** From Kubernetes 1.29. */
  readonly clusterTrustBundle?: {
    readonly path: string;
    readonly name?: string;
    readonly signerName?: string;
    readonly labelSelector?: KubernetesFields<k8s.LabelSelector>;
    readonly optional?: boolean;
  };
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
  };
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

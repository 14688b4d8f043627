import type { k8s } from 'cdk8s-plus-28';
import type { KubernetesFields } from './kubernetes-fields';

type Container1_28 = KubernetesFields<k8s.Container>;
type SecurityContext1_28 = KubernetesFields<k8s.SecurityContext>;
type Lifecycle1_28 = KubernetesFields<k8s.Lifecycle>;
type LifecycleHandler1_28 = KubernetesFields<k8s.LifecycleHandler>;
type Probe1_28 = KubernetesFields<k8s.Probe>;
type GrpcAction1_28 = KubernetesFields<k8s.GrpcAction>;
type HttpGetAction1_28 = KubernetesFields<k8s.HttpGetAction>;
type EnvVar1_28 = KubernetesFields<k8s.EnvVar>;
type EnvVarSource1_28 = KubernetesFields<k8s.EnvVarSource>;
type VolumeMount1_28 = KubernetesFields<k8s.VolumeMount>;
type ResourceRequirements1_28 = KubernetesFields<k8s.ResourceRequirements>;
type ResourceClaim1_28 = KubernetesFields<k8s.ResourceClaim>;

/**
 * Every field of a container, up to the newest Kubernetes version that clusters may run.
 * A field that a cluster's version does not have is refused when its tree is checked.
 */
export type ContainerFields = Omit<
  Container1_28,
  | 'securityContext'
  | 'lifecycle'
  | 'env'
  | 'volumeMounts'
  | 'resources'
  | 'livenessProbe'
  | 'readinessProbe'
  | 'startupProbe'
> & {
  readonly livenessProbe?: ProbeFields;
  readonly readinessProbe?: ProbeFields;
  readonly startupProbe?: ProbeFields;
  readonly securityContext?: SecurityContextFields;
  readonly lifecycle?: LifecycleFields;
  readonly env?: readonly EnvVarFields[];
  readonly volumeMounts?: readonly VolumeMountFields[];
  readonly resources?: ResourceRequirements;
  /** From Kubernetes 1.34. */
  readonly restartPolicyRules?: readonly {
    readonly action: string;
    readonly exitCodes?: { readonly operator: string; readonly values?: readonly number[] };
  }[];
};

export type SecurityContextFields = SecurityContext1_28 & {
  /** From Kubernetes 1.30. */
  readonly appArmorProfile?: AppArmorProfileFields;
};

export type AppArmorProfileFields = { readonly type: string; readonly localhostProfile?: string };

export type LifecycleFields = Omit<Lifecycle1_28, 'preStop' | 'postStart'> & {
  readonly preStop?: LifecycleHandlerFields;
  readonly postStart?: LifecycleHandlerFields;
  /** From Kubernetes 1.33. */
  readonly stopSignal?: string;
};

/** How the kubelet asks a container whether it is well. */
export type ProbeFields = Omit<Probe1_28, 'grpc' | 'httpGet'> & {
  readonly grpc?: GrpcAction1_28 & {
    /** From Kubernetes 1.37. */
    readonly mode?: string;
  };
  readonly httpGet?: HttpGetFields;
};

type HttpGetFields = HttpGetAction1_28 & {
  /** From Kubernetes 1.37. */
  readonly protocol?: string;
};

export type LifecycleHandlerFields = Omit<LifecycleHandler1_28, 'httpGet'> & {
  readonly httpGet?: HttpGetFields;
  /** From Kubernetes 1.29, on by default from 1.30. */
  readonly sleep?: { readonly seconds: number };
};

export type EnvVarFields = Omit<EnvVar1_28, 'valueFrom'> & { readonly valueFrom?: EnvVarSourceFields };

/** Where a variable's value comes from, when it is not written in the manifest. */
export type EnvVarSourceFields = EnvVarSource1_28 & {
  /** From Kubernetes 1.34. */
  readonly fileKeyRef?: {
    readonly key: string;
    readonly path: string;
    readonly volumeName: string;
    readonly optional?: boolean;
  };
};

export type VolumeMountFields = VolumeMount1_28 & {
  /** From Kubernetes 1.30. */
  readonly recursiveReadOnly?: string;
  /** From Kubernetes 1.37. */
  readonly bindMountOptions?: readonly string[];
};

/** What is reserved for a container, or for all of a pod, and what it may use at most. */
export type ResourceRequirements = Omit<ResourceRequirements1_28, 'claims'> & {
  readonly claims?: readonly (ResourceClaim1_28 & {
    /** From Kubernetes 1.31. */
    readonly request?: string;
  })[];
};
